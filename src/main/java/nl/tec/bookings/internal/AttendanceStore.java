package nl.tec.bookings.internal;

import java.sql.Timestamp;
import java.time.Clock;
import nl.tec.accounts.Actor;
import nl.tec.bookings.RunSheet.Guest;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.bookings.RunSheet.Part;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.Sector;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes who came, in the transaction of the caller. */
@Component
public class AttendanceStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    AttendanceStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Records the pupils of one part of a class. @param others these are other pupils than before (rules 2.2) */
    public void record(Item item, long bookingId, Part part, int count, boolean others, Actor actor) {
        Sector sector = part.grade().sector();
        jdbc.sql("""
                insert into attendance (session_id, held_on, booking_id, class_part_id, audience, sector, grade, head_count,
                                        other_pupils, recorded_at, account_id)
                values (:session, :day, :booking, :part, :audience, :sector, :grade, :count, :others, :now, :account)
                on conflict (booking_id, class_part_id) do update
                set head_count = excluded.head_count, other_pupils = excluded.other_pupils,
                    recorded_at = excluded.recorded_at, account_id = excluded.account_id,
                    part_size = case when attendance.held_on = :today then excluded.part_size else attendance.part_size end,
                    group_size = case when attendance.held_on = :today then excluded.group_size else attendance.group_size end
                """)
                .param("today", Dates.dayOf(clock.instant()))
                .param("session", item.sessionId())
                .param("day", Dates.dayOf(item.start()))
                .param("booking", bookingId)
                .param("part", part.id())
                .param("audience", sector == Sector.SO ? Audience.PO.name() : sector.name())
                .param("sector", sector.name())
                .param("grade", part.grade().number())
                .param("count", count)
                .param("others", others)
                .param("now", now())
                .param("account", actor.accountId())
                .update();
    }

    public void remove(long bookingId) {
        jdbc.sql("delete from attendance where booking_id = ?").param(bookingId).update();
    }

    /** @param headCount 0: nobody after all */
    public void recordWalkIns(Item item, Audience audience, int headCount, Actor actor) {
        if (headCount == 0) {
            jdbc.sql("delete from attendance where session_id = ? and audience = ? and booking_id is null")
                    .param(item.sessionId())
                    .param(audience.name())
                    .update();
            return;
        }
        jdbc.sql("""
                insert into attendance (session_id, held_on, audience, head_count, recorded_at, account_id)
                values (?, ?, ?, ?, ?, ?)
                on conflict (session_id, audience) where booking_id is null do update
                set head_count = excluded.head_count, recorded_at = excluded.recorded_at, account_id = excluded.account_id
                """)
                .param(item.sessionId())
                .param(Dates.dayOf(item.start()))
                .param(audience.name())
                .param(headCount)
                .param(now())
                .param(actor.accountId())
                .update();
    }

    /** Somebody who signed up is there; twice does no harm. */
    public void checkIn(Item item, Guest guest, Actor actor) {
        jdbc.sql("""
                insert into attendance (session_id, held_on, booking_id, person_id, audience, sector, grade, head_count,
                                        email_hash, recorded_at, account_id)
                select :session, :day, :booking, p.id, p.audience, p.sector, p.grade, 1, u.email_hash, :now, :account
                from sign_up_person p join sign_up u on u.booking_id = p.booking_id where p.id = :person
                on conflict (person_id, session_id) do nothing
                """)
                .param("session", item.sessionId())
                .param("booking", guest.bookingId())
                .param("day", Dates.dayOf(item.start()))
                .param("now", now())
                .param("account", actor.accountId())
                .param("person", guest.personId())
                .update();
        checkedIn(guest);
    }

    /** Somebody who signed up is not there after all. */
    public void removePerson(Item item, Guest guest) {
        jdbc.sql("delete from attendance where person_id = ? and session_id = ?")
                .param(guest.personId())
                .param(item.sessionId())
                .update();
        checkedIn(guest);
    }

    /** Of a course the last time it came. */
    private void checkedIn(Guest guest) {
        jdbc.sql("""
                update sign_up_person p
                set checked_in_at = (select max(a.recorded_at) from attendance a where a.person_id = p.id) where p.id = ?
                """).param(guest.personId()).update();
    }

    private Timestamp now() {
        return Sql.time(clock.instant());
    }
}
