package nl.tec.bookings.internal;

import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.bookings.Attendances.Tap;
import nl.tec.bookings.RunSheet.Dispute;
import nl.tec.bookings.RunSheet.Guest;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.bookings.RunSheet.Part;
import nl.tec.hub.Rows;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes attendance, in the caller's transaction. */
@Component
public class AttendanceStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    AttendanceStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Locks the attendance of this class until the transaction ends. */
    public void lockBooking(long bookingId) {
        jdbc.sql("select 1 from booking where id = ? for no key update")
                .param(bookingId)
                .query(Integer.class)
                .optional();
    }

    /** Locks the walk-ins and guests of this session until the transaction ends. */
    public void lockSession(long sessionId) {
        jdbc.sql("select 1 from session_capacity where session_id = ? for no key update")
                .param(sessionId)
                .query(Integer.class)
                .optional();
    }

    /** Stores the idempotency key of a tap. @return false if it was handled before */
    public boolean begin(Tap tap, long sessionId, Actor actor) {
        return begin(tap, sessionId, null, null, actor);
    }

    /** Stores the idempotency key of a tap about a person. @return false if it was handled before */
    public boolean begin(Tap tap, long sessionId, @Nullable Long personId, @Nullable Boolean present, Actor actor) {
        return jdbc.sql("""
                insert into attendance_tap (key, account_id, session_id, person_id, present, tapped_at, received_at)
                values (:key, :account, :session, :person, :present, :at, greatest(:now::timestamptz, :at::timestamptz)) on conflict (key) do nothing
                """)
                        .param("key", tap.key())
                        .param("account", actor.accountId())
                        .param("session", sessionId)
                        .param("person", personId, Types.BIGINT)
                        .param("present", present, Types.BOOLEAN)
                        .param("at", Rows.timestamp(tap.at()))
                        .param("now", Rows.now(clock))
                        .update()
                == 1;
    }

    /** A later tap that contradicts this one about the person: its author and time. */
    public record Later(String by, Instant at) {}

    public Optional<Later> later(Tap tap, long sessionId, long personId, boolean present) {
        return jdbc.sql("""
                select * from (select coalesce(u.name, '') as by, t.tapped_at as at, t.present
                                 from attendance_tap t left join accounts_account_v u on u.id = t.account_id
                                where t.session_id = :session and t.person_id = :person and t.key <> :key and t.tapped_at > :at
                                order by t.tapped_at desc limit 1) last
                 where present <> :present
                """)
                .param("session", sessionId)
                .param("person", personId)
                .param("key", tap.key())
                .param("at", Rows.timestamp(tap.at()))
                .param("present", present)
                .query(Rows.of(Later.class))
                .optional();
    }

    /** Stores a conflicting count of one class part, until somebody decides. */
    public void addRival(Tap tap, Item item, long bookingId, long partId, int count, boolean others, Actor actor) {
        addRival(tap, item.sessionId(), bookingId, partId, null, count, others, actor);
    }

    /** Stores a conflicting count of walk-ins, until somebody decides. */
    public void addRival(Tap tap, Item item, Audience audience, int count, Actor actor) {
        addRival(tap, item.sessionId(), null, null, audience.name(), count, false, actor);
    }

    private void addRival(
            Tap tap,
            long sessionId,
            @Nullable Long bookingId,
            @Nullable Long partId,
            @Nullable String audience,
            int count,
            boolean others,
            Actor actor) {
        jdbc.sql("""
                insert into attendance_rival (tap, session_id, booking_id, class_part_id, audience, head_count, other_pupils,
                                              counted_at, account_id)
                values (:tap, :session, :booking, :part, :audience, :count, :others, :at, :account)
                """)
                .param("tap", tap.key())
                .param("session", sessionId)
                .param("booking", bookingId, Types.BIGINT)
                .param("part", partId, Types.BIGINT)
                .param("audience", audience, Types.VARCHAR)
                .param("count", count)
                .param("others", others)
                .param("at", Rows.timestamp(tap.at()))
                .param("account", actor.accountId())
                .update();
    }

    /** Removes the disputed count of this tap, which a later tap of the same device replaces. */
    public void removeRival(UUID tap) {
        jdbc.sql("delete from attendance_rival where tap = ?").param(tap).update();
    }

    /** Removes the conflicting counts of a dispute that was decided. */
    public void removeRivals(Dispute dispute, long sessionId) {
        jdbc.sql("""
                delete from attendance_rival
                where session_id = :session and booking_id is not distinct from :booking and (booking_id is not null or audience = :audience)
                """)
                .param("session", sessionId)
                .param("booking", dispute.bookingId(), Types.BIGINT)
                .param("audience", Rows.nameOrNull(dispute.audience()), Types.VARCHAR)
                .update();
    }

    /** Returns the account behind a disputed count. */
    public long accountOfRival(UUID tap) {
        return jdbc.sql("select max(account_id) from attendance_rival where tap = ?")
                .param(tap)
                .query(Long.class)
                .single();
    }

    /** Deletes the keys of taps that are too old for a device to resend. */
    int forgetTapsBefore(Instant moment) {
        return jdbc.sql("delete from attendance_tap where received_at < ?")
                .param(Rows.timestamp(moment))
                .update();
    }

    /** Records the pupils of one class part. @param others whether these are other pupils than before (rules 2.2) */
    public void record(Item item, long bookingId, Part part, int count, boolean others, Tap tap, long accountId) {
        Sector sector = part.grade().sector();
        jdbc.sql("""
                insert into attendance (session_id, held_on, booking_id, class_part_id, audience, sector, grade, head_count,
                                        other_pupils, recorded_at, account_id, tap)
                values (:session, :day, :booking, :part, :audience, :sector, :grade, :count, :others, :at, :account, :tap)
                on conflict (booking_id, class_part_id) do update
                set head_count = excluded.head_count, other_pupils = excluded.other_pupils,
                    recorded_at = excluded.recorded_at, account_id = excluded.account_id, tap = excluded.tap,
                    part_size = case when attendance.held_on = :today then excluded.part_size else attendance.part_size end,
                    group_size = case when attendance.held_on = :today then excluded.group_size else attendance.group_size end
                """)
                .param("today", Dates.today(clock))
                .param("session", item.sessionId())
                .param("day", Dates.dayOf(item.start()))
                .param("booking", bookingId)
                .param("part", part.id())
                .param("audience", sector == Sector.SO ? Audience.PO.name() : sector.name())
                .param("sector", sector.name())
                .param("grade", part.grade().number())
                .param("count", count)
                .param("others", others)
                .param("at", Rows.timestamp(tap.at()))
                .param("account", accountId)
                .param("tap", tap.key())
                .update();
    }

    public void remove(long bookingId) {
        jdbc.sql("delete from attendance where booking_id = ?").param(bookingId).update();
    }

    /** @param headCount 0 removes the count */
    public void recordWalkIns(Item item, Audience audience, int headCount, Tap tap, long accountId) {
        if (headCount == 0) {
            jdbc.sql("delete from attendance where session_id = ? and audience = ? and booking_id is null")
                    .param(item.sessionId())
                    .param(audience.name())
                    .update();
            return;
        }
        removeNobody(item.sessionId());
        count(item, audience, headCount, tap, accountId);
    }

    /** Records that nobody came: a count of 0 under one audience of the session. */
    public void recordNobody(Item item, Audience audience, Tap tap, long accountId) {
        count(item, audience, 0, tap, accountId);
    }

    /** Removes the record that nobody came, if there is one. */
    public void removeNobody(long sessionId) {
        jdbc.sql("delete from attendance where session_id = ? and booking_id is null and head_count = 0")
                .param(sessionId)
                .update();
    }

    private void count(Item item, Audience audience, int headCount, Tap tap, long accountId) {
        jdbc.sql("""
                insert into attendance (session_id, held_on, audience, head_count, recorded_at, account_id, tap)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (session_id, audience) where booking_id is null do update
                set head_count = excluded.head_count, recorded_at = excluded.recorded_at, account_id = excluded.account_id, tap = excluded.tap
                """)
                .param(item.sessionId())
                .param(Dates.dayOf(item.start()))
                .param(audience.name())
                .param(headCount)
                .param(Rows.timestamp(tap.at()))
                .param(accountId)
                .param(tap.key())
                .update();
    }

    /** Checks in somebody who signed up; idempotent. */
    public void checkIn(Item item, Guest guest, Tap tap, Actor actor) {
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
                .param("now", Rows.timestamp(tap.at()))
                .param("account", actor.accountId())
                .param("person", guest.personId())
                .update();
        checkedIn(guest);
    }

    /** Undoes the check-in of somebody who signed up. */
    public void removePerson(Item item, Guest guest) {
        jdbc.sql("delete from attendance where person_id = ? and session_id = ?")
                .param(guest.personId())
                .param(item.sessionId())
                .update();
        checkedIn(guest);
    }

    /** Updates the time of check-in; of a course to that of the last meeting attended. */
    private void checkedIn(Guest guest) {
        jdbc.sql("""
                update sign_up_person p
                set checked_in_at = (select max(a.recorded_at) from attendance a where a.person_id = p.id) where p.id = ?
                """).param(guest.personId()).update();
    }
}
