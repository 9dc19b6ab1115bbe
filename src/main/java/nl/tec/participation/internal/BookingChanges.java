package nl.tec.participation.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.participation.BookingKind;
import nl.tec.participation.BookingState;
import nl.tec.participation.CancelledBy;
import nl.tec.participation.Refusal;
import nl.tec.participation.Refusal.Reason;
import nl.tec.participation.internal.Places.Room;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What can be done to a booking once it is there, of either kind (rules 3): each in one transaction with its history, its audit
 * row and its mail, and with the waiting list served before the lock on the places is let go.
 */
@Service
public class BookingChanges {

    /** How it went. */
    public enum Outcome {
        DONE,
        /** Not enough places free. */
        NO_ROOM,
        /** Not everybody would have a seat in a bus of ours, and no larger one is free. */
        NO_SEATS,
        /** A bus of ours leaves with at least two adults. */
        TOO_FEW_ADULTS,
        /** The booking is not in a state for it: cancelled before, or the time for an answer is over. */
        TOO_LATE,
        /** The session has begun. */
        BEGUN
    }

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Places places;
    private final VisitBuses buses;
    private final Audit audit;

    BookingChanges(JdbcClient jdbc, Clock clock, Places places, VisitBuses buses, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.places = places;
        this.buses = buses;
        this.audit = audit;
    }

    /** Accepts an offer (a school), or confirms a hold (a visitor). The places are already counted. */
    @Transactional
    public Outcome confirm(long bookingId, @Nullable Actor by) {
        Room room = lock(bookingId);
        places.settleLocked(room.sessionId());
        int changed = jdbc.sql("""
                update booking
                set state = 'CONFIRMED', deadline = null, sequence = sequence + case when state = 'OFFERED' then 1 else 0 end
                where id = ? and state in ('OFFERED', 'HELD')
                """).param(bookingId).update();
        if (changed == 0) {
            return Outcome.TOO_LATE;
        }
        note(bookingId, "CONFIRMED", by);
        tell(Happening.CONFIRMED, bookingId);
        return Outcome.DONE;
    }

    /**
     * Changes how many come. More only where there is room; fewer frees places at once, which go to who waits.
     *
     * @param participants of the booking as a whole
     * @param adults who come along with a class
     * @param headCounts pupils per class part; empty for visitors
     */
    @Transactional
    public Outcome resize(
            long bookingId, int participants, int adults, Map<Long, Integer> headCounts, @Nullable Actor by) {
        Room room = lock(bookingId);
        places.settleLocked(room.sessionId());
        Current booking = current(bookingId);
        if (!booking.state().active()) {
            return Outcome.TOO_LATE;
        }
        if (!clock.instant().isBefore(room.bookableUntil())) {
            return Outcome.BEGUN;
        }
        if (booking.state() == BookingState.WAITING
                ? participants > room.capacity()
                : !given(room, participants - booking.participants())) {
            return Outcome.NO_ROOM;
        }
        Optional<Refusal> noBus =
                booking.kind() == BookingKind.CLASS ? buses.resize(bookingId, participants, adults) : Optional.empty();
        if (noBus.isPresent()) {
            given(room, booking.participants() - participants); // nothing has changed
            return noBus.get().reason() == Reason.BUS_ADULTS ? Outcome.TOO_FEW_ADULTS : Outcome.NO_SEATS;
        }
        jdbc.sql("update booking set participants = ?, adults = ?, sequence = sequence + 1 where id = ?")
                .param(participants)
                .param(adults)
                .param(bookingId)
                .update();
        jdbc.sql("""
                insert into booking_part (booking_id, class_part_id, head_count)
                select ?, part, head_count from unnest(?::bigint[], ?::int[]) as p (part, head_count)
                on conflict (booking_id, class_part_id) do update set head_count = excluded.head_count
                """)
                .param(bookingId)
                .param(Sql.array(headCounts.keySet()))
                .param(Sql.array(headCounts.values()))
                .update();
        note(bookingId, "RESIZED", by);
        tell(Happening.RESIZED, bookingId);
        places.settleLocked(room.sessionId());
        return Outcome.DONE;
    }

    private boolean given(Room room, int more) {
        return jdbc.sql("""
                update session_places set taken = taken + :more where session_id = :session and taken + :more <= capacity
                """)
                        .param("more", more)
                        .param("session", room.sessionId())
                        .update()
                == 1;
    }

    /**
     * Calls a booking off, in whatever state it is. Its places go to who waits; its history stays. By the school or the
     * visitor it is free until the activity's deadline, and marked late after it; not at all once the session has begun. The
     * TEC can always.
     *
     * @param reason shown to the people of the booking; empty for none
     */
    @Transactional
    public Outcome cancel(long bookingId, CancelledBy cancelledBy, String reason, @Nullable Actor by) {
        Room room = lock(bookingId);
        places.settleLocked(room.sessionId());
        Current booking = current(bookingId);
        if (!booking.state().active()) {
            return Outcome.TOO_LATE;
        }
        if (cancelledBy != CancelledBy.TEC && !clock.instant().isBefore(room.bookableUntil())) {
            return Outcome.BEGUN;
        }
        boolean late = cancelledBy != CancelledBy.TEC
                && booking.state() == BookingState.CONFIRMED
                && late(clock.instant(), room.bookableUntil(), booking.freeCancelDays());
        cancelled(booking, room.sessionId(), cancelledBy, reason, late, by);
        places.settleLocked(room.sessionId());
        return Outcome.DONE;
    }

    /** Cancelling is free up to and including the day so many days before the session (rules 3). */
    static boolean late(Instant now, Instant start, int freeCancelDays) {
        return Dates.dayOf(now).isAfter(Dates.dayOf(start).minusDays(freeCancelDays));
    }

    /** Under the lock: the booking as cancelled, its places free. */
    void cancelled(
            Current booking, long sessionId, CancelledBy cancelledBy, String reason, boolean late, @Nullable Actor by) {
        jdbc.sql("""
                update booking set state = 'CANCELLED', deadline = null, cancelled_at = ?, cancelled_by = ?, cancelled_late = ?,
                                   cancel_reason = ?, sequence = sequence + 1
                where id = ?
                """)
                .param(now())
                .param(cancelledBy.name())
                .param(late)
                .param(reason.isBlank() ? null : reason)
                .param(booking.id())
                .update();
        if (booking.state().holdsPlaces()) {
            jdbc.sql("delete from class_occupation where booking_id = ?")
                    .param(booking.id())
                    .update();
            jdbc.sql(
                            "update session_places set taken = taken - ?, classes_taken = classes_taken - ? where session_id = ?")
                    .param(booking.participants())
                    .param(booking.kind() == BookingKind.CLASS ? 1 : 0)
                    .param(sessionId)
                    .update();
            if (booking.kind() == BookingKind.CLASS) {
                buses.release(List.of(booking.id()));
            }
        }
        note(booking.id(), late ? "CANCELLED_LATE" : "CANCELLED", by);
        tell(Happening.CANCELLED, booking.id());
    }

    /** Writes in the history and the audit log what was done to a booking, by whom. */
    void note(long bookingId, String event, @Nullable Actor by) {
        jdbc.sql("""
                insert into booking_event (booking_id, at, account_id, event, participants)
                select id, ?, ?, ?, participants from booking where id = ?
                """)
                .param(now())
                .param(by == null ? null : by.accountId())
                .param(event)
                .param(bookingId)
                .update();
        audit.add(by, "BOOKING_" + event, "BOOKING", bookingId);
    }

    private Room lock(long bookingId) {
        Optional<Long> session = jdbc.sql("select session_id from booking where id = ?")
                .param(bookingId)
                .query(Long.class)
                .optional();
        return session.flatMap(places::lock).orElseThrow(() -> new IllegalArgumentException("no booking " + bookingId));
    }

    record Current(long id, BookingKind kind, BookingState state, int participants, int freeCancelDays) {}

    private Current current(long bookingId) {
        return jdbc.sql("""
                select b.id, b.kind, b.state, b.participants, a.free_cancel_days
                from booking b join session s on s.id = b.session_id join activity a on a.id = s.activity_id
                where b.id = ?
                """).param(bookingId).query(BookingChanges::current).single();
    }

    static Current current(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Current(
                row.getLong(1),
                BookingKind.valueOf(row.getString(2)),
                BookingState.valueOf(row.getString(3)),
                row.getInt(4),
                row.getInt(5));
    }

    private void tell(Happening happening, long bookingId) {
        places.tell(happening, current(bookingId).kind(), bookingId);
    }

    private Timestamp now() {
        return Sql.time(clock.instant());
    }
}
