package nl.tec.bookings.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.BookingKind;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.Refusal;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The changes to existing bookings of either kind (rules 3): each in one transaction with its history, audit row and mail, and with the
 * waiting list promoted before the lock on the capacity is released. A sign-up for a course is identified by its primary booking, and
 * a change applies to all its meetings.
 */
@Service
public class BookingChanges {

    private static final Duration GRACE_PERIOD = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final BookingStore store;
    private final AttendanceStore attendances;
    private final Clock clock;
    private final WaitingList waitingList;
    private final BookingNotifiers notifiers;
    private final VisitBuses buses;
    private final Audit audit;

    BookingChanges(
            JdbcClient jdbc,
            BookingStore store,
            AttendanceStore attendances,
            Clock clock,
            WaitingList waitingList,
            BookingNotifiers notifiers,
            VisitBuses buses,
            Audit audit) {
        this.jdbc = jdbc;
        this.store = store;
        this.attendances = attendances;
        this.clock = clock;
        this.waitingList = waitingList;
        this.notifiers = notifiers;
        this.buses = buses;
        this.audit = audit;
    }

    /**
     * Accepts a seat offer (a school), or confirms a hold (a visitor). The seats are already counted as taken.
     *
     * @return the refusal; empty on success
     */
    @Transactional
    public Optional<Refusal> confirm(long bookingId, @Nullable Actor by) {
        lock(bookingId);
        List<Current> confirmed = jdbc.sql("""
                update booking
                set state = 'CONFIRMED', deadline = null, sequence = sequence + case when state = 'OFFERED' then 1 else 0 end
                where (id = :booking or sign_up_id = :booking) and deadline is not null
                returning id, session_id, kind, state, participants, 0 as free_cancel_days, booking_sign_up(sign_up_id, id) as sign_up_id, requested_at
                """)
                .param("booking", bookingId)
                .query(Rows.of(Current.class))
                .list();
        if (confirmed.isEmpty()) {
            return refused(Reason.OFFER_OVER);
        }
        note(confirmed, bookingId, "CONFIRMED", by);
        notifiers.tell(BookingEvent.CONFIRMED, confirmed.get(0).kind(), bookingId);
        return Optional.empty();
    }

    /**
     * Changes the head counts: more only while there are seats; fewer immediately frees seats for the waiting list.
     *
     * @param participants of the booking as a whole
     * @param adults who come along with a class
     * @param headCounts pupils per class part, 0 for those that are not named; empty for visitors
     * @return the refusal; empty on success
     */
    @Transactional
    public Optional<Refusal> resize(
            long bookingId, int participants, int adults, Map<Long, Integer> headCounts, @Nullable Actor by) {
        Map<Long, Capacity> capacities = lock(bookingId);
        List<Current> active = active(bookingId);
        if (active.isEmpty()) {
            return refused(Reason.NOT_ACTIVE);
        }
        if (!active.stream().allMatch(booking -> toCome(booking, capacities))) {
            return refused(Reason.BEGUN);
        }
        if (!active.stream().allMatch(booking -> fits(booking, capacities, participants))) {
            return refused(Reason.NO_ROOM, free(active, capacities));
        }
        Optional<Refusal> noBus = active.get(0).kind() == BookingKind.CLASS
                ? buses.resize(bookingId, participants, adults)
                : Optional.empty();
        if (noBus.isPresent()) {
            return noBus.get().reason() == Reason.BUS_ADULTS ? noBus : refused(Reason.NO_SEATS);
        }
        jdbc.sql("""
                update session_capacity p set taken = p.taken + :participants - b.participants
                from booking b
                where (b.id = :booking or b.sign_up_id = :booking) and booking_holds_seats(b.state)
                  and p.session_id = b.session_id
                """)
                .param("participants", participants)
                .param("booking", bookingId)
                .update();
        jdbc.sql("""
                update booking set participants = :participants, adults = :adults, sequence = sequence + 1
                where (id = :booking or sign_up_id = :booking) and booking_active(state)
                """)
                .param("participants", participants)
                .param("adults", adults)
                .param("booking", bookingId)
                .update();
        jdbc.sql("""
                insert into booking_part (booking_id, class_part_id, head_count)
                select ?, part, head_count from unnest(?::bigint[], ?::int[]) as p (part, head_count)
                on conflict (booking_id, class_part_id) do update set head_count = excluded.head_count
                """)
                .param(bookingId)
                .param(Rows.array(headCounts.keySet()))
                .param(Rows.array(headCounts.values()))
                .update();
        // of a group that left the class nobody comes
        jdbc.sql("update booking_part set head_count = 0 where booking_id = ? and class_part_id <> all (?::bigint[])")
                .params(bookingId, Rows.array(headCounts.keySet()))
                .update();
        note(active, bookingId, "RESIZED", by);
        notifiers.tell(BookingEvent.RESIZED, active.get(0).kind(), bookingId);
        waitingList.expireAndPromoteLocked(capacities.keySet());
        return Optional.empty();
    }

    private static Optional<Refusal> refused(Reason reason, Object... arguments) {
        return Optional.of(Refusal.because(reason, arguments));
    }

    private static int free(List<Current> bookings, Map<Long, Capacity> capacities) {
        return bookings.stream()
                .map(booking -> Objects.requireNonNull(capacities.get(booking.sessionId())))
                .mapToInt(Capacity::free)
                .min()
                .orElse(0);
    }

    /** Under the lock: a waiting booking has to fit the total capacity, any other only needs seats for the increase. */
    private static boolean fits(Current booking, Map<Long, Capacity> capacities, int participants) {
        Capacity capacity = Objects.requireNonNull(capacities.get(booking.sessionId()));
        return booking.state() == BookingState.WAITING
                ? participants <= capacity.capacity()
                : capacity.taken() + participants - booking.participants() <= capacity.capacity();
    }

    /**
     * Cancels a booking, whatever its state. Its seats go to the waiting list; its history is kept. A cancellation by the school or the
     * visitor is marked late after the activity's deadline, and refused once the session has begun; of a course only the upcoming
     * meetings are cancelled. The TEC can always cancel, except a visit whose attendance is recorded (rules 2.2).
     *
     * @param reason shown to the people of the booking; empty for none
     * @return the refusal; empty on success
     */
    @Transactional
    public Optional<Refusal> cancel(long bookingId, CancelledBy cancelledBy, String reason, @Nullable Actor by) {
        Map<Long, Capacity> capacities = lock(bookingId);
        List<Current> active = active(bookingId);
        if (active.isEmpty()) {
            return refused(Reason.NOT_ACTIVE);
        }
        if (active.get(0).kind() == BookingKind.CLASS && counted(bookingId)) {
            return refused(Reason.COUNTED);
        }
        List<Current> cancelled = cancelledBy == CancelledBy.TEC
                ? active
                : active.stream().filter(booking -> toCome(booking, capacities)).toList();
        if (cancelled.isEmpty()) {
            return refused(Reason.BEGUN);
        }
        Instant start = cancelled.stream()
                .map(booking -> start(booking, capacities))
                .min(Instant::compareTo)
                .orElseThrow();
        for (Current booking : cancelled) {
            cancelled(booking, cancelledBy, reason, cancelledBy != CancelledBy.TEC && late(booking, start), by);
        }
        notifiers.tell(BookingEvent.CANCELLED, cancelled.get(0).kind(), bookingId);
        waitingList.expireAndPromoteLocked(capacities.keySet());
        return Optional.empty();
    }

    /**
     * Cancels one part of a sign-up for an event and keeps the others, under the rules of {@link #cancel} by a visitor. Cancelling the
     * last remaining part cancels the whole sign-up.
     *
     * @param signUpId the primary booking of the sign-up
     * @param bookingId the part
     * @return the refusal; empty on success
     */
    @Transactional
    public Optional<Refusal> leaveOut(long signUpId, long bookingId) {
        Map<Long, Capacity> capacities = lock(signUpId);
        List<Current> active = active(signUpId);
        Optional<Current> found =
                active.stream().filter(booking -> booking.id() == bookingId).findFirst();
        if (found.isEmpty()) {
            return refused(Reason.NOT_ACTIVE);
        }
        Current part = found.get();
        if (active.size() == 1) {
            return cancel(signUpId, CancelledBy.VISITOR, "", null);
        }
        if (!toCome(part, capacities)) {
            return refused(Reason.BEGUN);
        }
        cancelled(part, CancelledBy.VISITOR, "", late(part, start(part, capacities)), null);
        jdbc.sql("update booking set left_out = true where id = ?")
                .param(bookingId)
                .update();
        notifiers.tell(BookingEvent.RESIZED, part.kind(), signUpId);
        waitingList.expireAndPromoteLocked(capacities.keySet());
        return Optional.empty();
    }

    private boolean late(Current booking, Instant start) {
        return booking.state() == BookingState.CONFIRMED
                && late(clock.instant(), start, booking.freeCancelDays(), booking.requestedAt());
    }

    /** Whether the attendance of a visit is recorded. Nobody can record it until the transaction ends. */
    boolean counted(long bookingId) {
        attendances.lockBooking(bookingId);
        return jdbc.sql("select exists (select from attendance where booking_id = ?)")
                .param(bookingId)
                .query(Boolean.class)
                .single();
    }

    private boolean toCome(Current booking, Map<Long, Capacity> capacities) {
        return clock.instant().isBefore(start(booking, capacities));
    }

    private static Instant start(Current booking, Map<Long, Capacity> capacities) {
        return Objects.requireNonNull(capacities.get(booking.sessionId())).bookableUntil();
    }

    /**
     * Whether a cancellation is late: after the day {@code freeCancelDays} before the session, except in the first hour after booking,
     * in which a mistake can be corrected (rules 3).
     */
    public static boolean late(Instant now, Instant start, int freeCancelDays, Instant requestedAt) {
        return Dates.dayOf(now).isAfter(Dates.dayOf(start).minusDays(freeCancelDays))
                && now.isAfter(requestedAt.plus(GRACE_PERIOD));
    }

    /** Under the lock: marks one booking cancelled and frees its seats. The caller notifies the people. */
    void cancelled(Current booking, CancelledBy cancelledBy, String reason, boolean late, @Nullable Actor by) {
        jdbc.sql("""
                update booking set state = 'CANCELLED', deadline = null, cancelled_at = ?, cancelled_by = ?, cancelled_late = ?,
                                   cancel_reason = ?, sequence = sequence + 1
                where id = ?
                """)
                .param(Rows.now(clock))
                .param(cancelledBy.name())
                .param(late)
                .param(reason.isBlank() ? null : reason)
                .param(booking.id())
                .update();
        if (booking.kind() == BookingKind.CLASS) {
            store.forgetPersonal(booking.id());
        }
        if (booking.state().holdsSeats()) {
            jdbc.sql("delete from class_occupation where booking_id = ?")
                    .param(booking.id())
                    .update();
            jdbc.sql(
                            "update session_capacity set taken = taken - ?, classes_taken = classes_taken - ? where session_id = ?")
                    .param(booking.participants())
                    .param(booking.kind() == BookingKind.CLASS ? 1 : 0)
                    .param(booking.sessionId())
                    .update();
            if (booking.kind() == BookingKind.CLASS) {
                buses.release(List.of(booking.id()));
            }
        }
        note(booking.id(), late ? "CANCELLED_LATE" : "CANCELLED", by);
    }

    /** Records an event of one booking in its history and the audit log. */
    public void note(long bookingId, String event, @Nullable Actor by) {
        history(List.of(bookingId), event, by, null, null);
        audit.add(by, "BOOKING_" + event, "BOOKING", bookingId);
    }

    /** As {@link #note(long, String, Actor)}, for a moved visit. @param from the start of its previous session */
    void noteMoved(long bookingId, String event, Instant from, Actor by) {
        history(List.of(bookingId), event, by, from, null);
        audit.add(by, "BOOKING_" + event, "BOOKING", bookingId);
    }

    /** Records in the history of bookings that a message about them was sent. */
    public void noteMessage(Collection<Long> bookings, String event, long messageId, Actor by) {
        history(bookings, event, by, null, messageId);
    }

    /** Records an event of all meetings of a sign-up: in the history of each, in the audit log once. */
    private void note(List<Current> bookings, long bookingId, String event, @Nullable Actor by) {
        history(bookings.stream().map(Current::id).toList(), event, by, null, null);
        audit.add(by, "BOOKING_" + event, "BOOKING", bookingId);
    }

    private void history(
            Collection<Long> bookings,
            String event,
            @Nullable Actor by,
            @Nullable Instant movedFrom,
            @Nullable Long messageId) {
        jdbc.sql("""
                insert into booking_event (booking_id, at, account_id, event, participants, adults, moved_from, message_id)
                select id, ?, ?, ?, participants, adults, ?::timestamptz, ?::bigint from booking where id = any(?::bigint[])
                """)
                .param(Rows.now(clock))
                .param(by == null ? null : by.accountId())
                .param(event)
                .param(Rows.timestampOrNull(movedFrom))
                .param(messageId)
                .param(Rows.array(bookings))
                .update();
    }

    /** Locks a booking until the transaction ends, by the lock on the capacity of its sessions that every change takes first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(long bookingId) {
        lock(bookingId);
    }

    /** Locks the capacity of all sessions of the booking, after expiring and promoting; by session. */
    private Map<Long, Capacity> lock(long bookingId) {
        List<Long> sessions = jdbc.sql("select session_id from booking where id = :booking or sign_up_id = :booking")
                .param("booking", bookingId)
                .query(Long.class)
                .list();
        if (sessions.isEmpty()) {
            throw new IllegalArgumentException("no booking " + bookingId);
        }
        return waitingList.expireAndPromoteLocked(sessions).stream()
                .collect(Collectors.toMap(Capacity::sessionId, capacity -> capacity));
    }

    /** @param signUpId the primary booking of the sign-up, for a meeting of a course; otherwise its own id */
    record Current(
            long id,
            long sessionId,
            BookingKind kind,
            BookingState state,
            int participants,
            int freeCancelDays,
            long signUpId,
            Instant requestedAt) {}

    /** Returns the booking if it is active; of a sign-up for a course, its active meetings. */
    private List<Current> active(long bookingId) {
        return jdbc.sql("""
                select b.id, b.session_id, b.kind, b.state, b.participants, a.free_cancel_days,
                       booking_sign_up(b.sign_up_id, b.id) as sign_up_id, b.requested_at
                from booking b join programme_session_v s on s.id = b.session_id join programme_activity_v a on a.id = s.activity_id
                where (b.id = :booking or b.sign_up_id = :booking) and booking_active(b.state)
                order by b.session_id
                """)
                .param("booking", bookingId)
                .query(Rows.of(Current.class))
                .list();
    }
}
