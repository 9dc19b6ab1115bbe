package nl.tec.neighbours.internal;

import java.sql.Types;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookedElsewhere.ElsewhereState;
import nl.tec.hub.Rows;
import nl.tec.neighbours.NeighbourBooking.Canceller;
import nl.tec.neighbours.NeighbourBooking.Numbers;
import nl.tec.neighbours.NeighbourBookings.Ask;
import nl.tec.neighbours.NeighbourFailure;
import nl.tec.neighbours.NeighbourSession;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the bookings of our schools at neighbours. */
@Component
public class NeighbourBookingStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NeighbourBookingStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Inserts a request, in the transaction of the caller. @return empty: the class has already booked or requested it */
    public Optional<Long> insert(
            Ask ask,
            NeighbourSession session,
            SchoolClass schoolClass,
            Map<ClassPart, Integer> going,
            int travelMinutes,
            Actor by,
            Instant now) {
        Optional<Long> made = jdbc.sql("""
                insert into neighbour_booking (key, neighbour_id, item_id, hub, title, href, place, starts_at, ends_at, site_id, class_id,
                       account_id, adults, contact_name, contact_email, contact_phone, travel_minutes, state, asked_at, next_at)
                values (:key, :neighbour, :item, :hub, :title, :href, :place, :start, :end, :site, :class, :account, :adults, :name, :email,
                        :phone, :travel, 'ASKED', :now, :now)
                    on conflict do nothing
                returning id
                """)
                .param("key", ask.key())
                .param("neighbour", session.neighbourId())
                .param("item", session.itemId())
                .param("hub", session.hub())
                .param("title", session.title())
                .param("href", session.href())
                .param("place", session.place())
                .param("start", Rows.timestamp(session.time().start()))
                .param("end", Rows.timestamp(session.time().end()))
                .param("site", schoolClass.siteId())
                .param("class", schoolClass.id())
                .param("account", by.accountId())
                .param("adults", ask.adults())
                .param("name", by.name())
                .param("email", by.email())
                .param("phone", ask.phone())
                .param("travel", travelMinutes)
                .param("now", Rows.timestamp(now))
                .query(Long.class)
                .optional();
        made.ifPresent(id -> going.forEach((part, pupils) -> jdbc.sql(
                        "insert into neighbour_booking_part (booking_id, class_part_id, grade, pupils) values (?, ?, ?, ?)")
                .params(id, part.id(), part.grade().number(), pupils)
                .update()));
        return made;
    }

    /**
     * Records a confirmation, after which the neighbour has the telephone number.
     *
     * @return false: the request was answered before, possibly on another node, and nothing changed
     */
    boolean booked(long id, NeighbourVisits.Visit visit) {
        return jdbc.sql("""
                update neighbour_booking
                   set state = 'BOOKED', their_id = :their, starts_at = :start, ends_at = :end, failure = null, tries = 0,
                       contact_phone = null
                 where id = :id and state = 'ASKED'
                """)
                        .param("their", visit.id())
                        .param("start", Rows.timestamp(visit.time().start()))
                        .param("end", Rows.timestamp(visit.time().end()))
                        .param("id", id)
                        .update()
                > 0;
    }

    /** Whether the class is going; locks the booking, so that nobody cancels it until the transaction ends. */
    boolean lockGoing(long id) {
        return jdbc.sql(
                        "select id from neighbour_booking where id = ? and state = 'BOOKED' and not cancel_asked for update")
                .param(id)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    void settled(long id, ElsewhereState state, @Nullable Canceller by, String reason) {
        jdbc.sql("""
                update neighbour_booking
                   set state = :state, cancelled_by = :by, reason = :reason, failure = null, cancel_asked = false, wanted = null, clash = false,
                       contact_phone = null
                 where id = :id and state in ('ASKED', 'BOOKED')
                """)
                .param("state", state.name())
                .param("by", by == null ? null : by.name(), Types.VARCHAR)
                .param("reason", reason)
                .param("id", id)
                .update();
    }

    /** Records that the neighbour refused a cancellation. */
    void cancellationRefused(long id, String reason) {
        jdbc.sql("update neighbour_booking set cancel_asked = false, failure = null, reason = ? where id = ?")
                .params(reason, id)
                .update();
    }

    void failed(long id, NeighbourFailure why, Instant next) {
        jdbc.sql("update neighbour_booking set failure = ?, tries = tries + 1, next_at = ? where id = ?")
                .params(why.name(), Rows.timestamp(next), id)
                .update();
    }

    /** @return false: there is nothing to cancel */
    public boolean askToCancel(long id, Instant now) {
        return jdbc.sql("""
                update neighbour_booking set cancel_asked = true, next_at = ?, tries = 0
                 where id = ? and state in ('ASKED', 'BOOKED') and not cancel_asked and starts_at > ?
                """)
                        .params(Rows.timestamp(now), id, Rows.timestamp(now))
                        .update()
                > 0;
    }

    /** @return whether its time or place differs from before */
    boolean moved(long id, NeighbourVisits.Visit visit) {
        return jdbc.sql("""
                update neighbour_booking set starts_at = :start, ends_at = :end, place = :place
                 where id = :id and (starts_at, ends_at, place) is distinct from (:start, :end, :place)
                """)
                        .param("start", Rows.timestamp(visit.time().start()))
                        .param("end", Rows.timestamp(visit.time().end()))
                        .param("place", visit.place())
                        .param("id", id)
                        .update()
                > 0;
    }

    /** @param clash whether the class is elsewhere at the time of this visit */
    void clash(long id, boolean clash) {
        jdbc.sql("update neighbour_booking set clash = :clash where id = :id and clash <> :clash")
                .param("clash", clash)
                .param("id", id)
                .update();
    }

    /** Stores changed numbers, to be sent to the neighbour. @return false: the booking can't be changed any more */
    public boolean want(long id, Numbers numbers, Instant now) {
        return jdbc.sql("""
                update neighbour_booking set wanted = ?::jsonb, next_at = ?, tries = 0, reason = ''
                 where id = ? and state in ('ASKED', 'BOOKED') and not cancel_asked and starts_at > ?
                """)
                        .params(json.writeValueAsString(numbers), Rows.timestamp(now), id, Rows.timestamp(now))
                        .update()
                > 0;
    }

    /** Records numbers that the neighbour accepted; changes since then are sent next. */
    void resized(long id, Numbers told) {
        jdbc.sql("""
                update neighbour_booking
                   set adults = :adults, wanted = nullif(wanted, :told::jsonb), failure = null, tries = 0, reason = ''
                 where id = :id
                """)
                .param("adults", told.adults())
                .param("told", json.writeValueAsString(told))
                .param("id", id)
                .update();
        told.pupils().forEach((part, pupils) -> setPupils(id, part, pupils));
    }

    void setPupils(long id, long classPartId, int pupils) {
        jdbc.sql(
                        "update neighbour_booking_part set pupils = :pupils where booking_id = :id and class_part_id = :part and pupils <> :pupils")
                .param("pupils", pupils)
                .param("id", id)
                .param("part", classPartId)
                .update();
    }

    void setAdults(long id, int adults) {
        jdbc.sql("update neighbour_booking set adults = ? where id = ?")
                .params(adults, id)
                .update();
    }

    /** Records that the neighbour refused numbers: the booked ones stay. */
    void notResized(long id, Numbers told, String reason) {
        jdbc.sql("""
                update neighbour_booking set wanted = nullif(wanted, ?::jsonb), failure = null, tries = 0, reason = ? where id = ?
                """).params(json.writeValueAsString(told), reason, id).update();
    }

    void present(long id, long classPartId, @Nullable Integer present) {
        jdbc.sql("""
                update neighbour_booking_part set present = :present
                 where booking_id = :id and class_part_id = :part and present is distinct from :present
                """)
                .param("present", present, Types.INTEGER)
                .param("id", id)
                .param("part", classPartId)
                .update();
    }

    /** Erases telephone numbers, of which only a request without an answer has a use. @param before latest end of the visit */
    int forgetPhones(Instant before) {
        return jdbc.sql("""
                update neighbour_booking set contact_phone = null
                 where contact_phone is not null and (ends_at < ? or state <> 'ASKED')
                """).param(Rows.timestamp(before)).update();
    }

    /** Erases names and addresses of teachers. @param before latest end of the visit */
    int forgetContacts(Instant before) {
        return jdbc.sql("""
                update neighbour_booking set contact_name = null, contact_email = null, account_id = null
                 where ends_at < ? and (contact_email is not null or account_id is not null)
                """).param(Rows.timestamp(before)).update();
    }

    void forget(long accountId, String email) {
        jdbc.sql("""
                update neighbour_booking set contact_name = null, contact_email = null, contact_phone = null, account_id = null
                 where account_id = ? or contact_email = ?
                """).params(accountId, email).update();
    }
}
