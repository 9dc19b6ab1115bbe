package nl.tec.bookings.internal;

import static nl.tec.bookings.Refusal.because;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookingKind;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.ClassBooking;
import nl.tec.bookings.Refusal;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.VisitContext;
import nl.tec.bookings.internal.MovedVisitStore.MovedVisit;
import nl.tec.mail.Outbox;
import nl.tec.programme.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves visits to another date of their activity, in one transaction, so that the class always has seats. The booking keeps its id,
 * history, arrangements and calendar entry.
 */
@Component
public class BookingMoves {

    /** The field of a mail's payload with the id of the move. */
    private static final String MOVED_VISIT = "movedVisit";

    private final BookingQueries bookings;
    private final WaitingList waitingList;
    private final BookingNotifiers notifiers;
    private final TravelConflicts travelConflicts;
    private final BookingChanges changes;
    private final CapacityStore capacities;
    private final MovedVisitStore movedVisits;
    private final VisitBuses buses;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final Clock clock;

    BookingMoves(
            BookingQueries bookings,
            WaitingList waitingList,
            BookingNotifiers notifiers,
            TravelConflicts travelConflicts,
            BookingChanges changes,
            CapacityStore capacities,
            MovedVisitStore movedVisits,
            VisitBuses buses,
            Outbox outbox,
            JdbcClient jdbc,
            Clock clock) {
        this.bookings = bookings;
        this.waitingList = waitingList;
        this.notifiers = notifiers;
        this.travelConflicts = travelConflicts;
        this.changes = changes;
        this.capacities = capacities;
        this.movedVisits = movedVisits;
        this.buses = buses;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param target the class at the other session, already checked by {@code BookingRules}
     * @return the refusal; empty on success
     * @throws org.springframework.dao.DataIntegrityViolationException the class is elsewhere then (constraint
     *     {@code class_in_one_place}), or has a booking there ({@code booking_once})
     */
    @Transactional
    public Optional<Refusal> move(long bookingId, VisitContext target, Actor by) {
        long from = bookings.find(bookingId).orElseThrow().facts().session().id();
        long to = target.session().id();
        Map<Long, Capacity> capacities = waitingList.expireAndPromoteLocked(List.of(from, to)).stream()
                .collect(Collectors.toMap(Capacity::sessionId, capacity -> capacity));
        ClassBooking booking = bookings.find(bookingId).orElseThrow();
        VisitContext facts = booking.facts();
        if (!isIn(booking, from)) {
            return Optional.of(because(Reason.NOT_ACTIVE));
        }
        if (to == from) {
            // moved by an earlier request: the button was pressed twice
            return Optional.empty();
        }
        if (!clock.instant().isBefore(facts.session().time().start())) {
            return Optional.of(because(Reason.BEGUN));
        }
        if (changes.counted(bookingId)) {
            return Optional.of(because(Reason.COUNTED));
        }
        Capacity capacity = Objects.requireNonNull(capacities.get(to));
        if (!capacity.open() || !capacity.fits(BookingKind.CLASS, booking.participants())) {
            return Optional.of(because(Reason.FULL));
        }
        jdbc.sql("""
                update session_capacity
                set taken = taken + case when session_id = :to then :n else -:n end,
                    classes_taken = classes_taken + case when session_id = :to then 1 else -1 end
                where session_id in (:from, :to)
                """)
                .param("n", booking.participants())
                .param("from", from)
                .param("to", to)
                .update();
        put(bookingId, to);
        travelConflicts.movedTo(bookingId, target);
        // as with cancelling, a change by the TEC is never late
        boolean late = by.worksAt(facts.schoolClass().siteId())
                && BookingChanges.late(
                        clock.instant(),
                        facts.session().time().start(),
                        facts.activity().freeCancelDays(),
                        booking.requestedAt());
        changes.noteMoved(
                bookingId, late ? "MOVED_LATE" : "MOVED", facts.session().time().start(), by);
        tell(booking);
        waitingList.expireAndPromoteLocked(List.of(from, to));
        return Optional.empty();
    }

    private static boolean isIn(ClassBooking booking, long sessionId) {
        return booking.state() == BookingState.CONFIRMED
                && booking.facts().session().id() == sessionId;
    }

    private void put(long bookingId, long sessionId) {
        jdbc.sql("update booking set session_id = ?, sequence = sequence + 1 where id = ?")
                .params(sessionId, bookingId)
                .update();
    }

    private void take(long sessionId, int seats, int classes) {
        jdbc.sql(
                        "update session_capacity set taken = taken + ?, classes_taken = classes_taken + ? where session_id = ?")
                .params(seats, classes, sessionId)
                .update();
    }

    /** @param booking as it was before the move */
    private void tell(ClassBooking booking) {
        VisitContext facts = booking.facts();
        notifiers.notifyMoved(
                BookingKind.CLASS,
                booking.id(),
                new Before(
                        facts.session().time().start(),
                        facts.session().time().end(),
                        facts.where().name()));
    }

    /**
     * Moves a visit such that it can go back until a moment: until then its mails wait, and what it leaves stays taken.
     *
     * @param from the session in which it was seen; it is not moved from another
     * @param instead the move of the visit whose place it takes; null: none
     * @return the id of the move; empty if it is not possible
     * @throws org.springframework.dao.DataIntegrityViolationException as {@link #move}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Long> moveForNow(
            long bookingId, long from, VisitContext target, @Nullable Long instead, Instant until, Actor by) {
        long to = target.session().id();
        waitingList.expireAndPromoteLocked(List.of(from, to));
        ClassBooking booking = bookings.find(bookingId).orElseThrow();
        boolean isPossible = isIn(booking, from)
                && to != from
                && clock.instant().isBefore(booking.facts().session().time().start())
                && !changes.counted(bookingId);
        if (!isPossible) {
            return Optional.empty();
        }
        if (instead != null) {
            movedVisits.handOver(instead, booking.participants()).ifPresent(this::releaseBus);
        }
        if (!fits(to, booking.participants())) {
            return Optional.empty();
        }
        take(to, booking.participants(), 1);
        long move = movedVisits.add(bookingId, from, to, buses.hold(bookingId).orElse(null));
        put(bookingId, to);
        travelConflicts.movedTo(bookingId, target);
        changes.noteMoved(bookingId, "MOVED", booking.facts().session().time().start(), by);
        outbox.holding(MOVED_VISIT, move, until, () -> {
            tell(booking);
            return move;
        });
        return Optional.of(move);
    }

    private void releaseBus(MovedVisit move) {
        Long ride = move.ride();
        if (ride != null) {
            buses.releaseHeld(move.bookingId(), ride);
        }
    }

    private boolean fits(long sessionId, int participants) {
        return capacities
                .lock(sessionId)
                .filter(capacity -> capacity.open() && capacity.fits(BookingKind.CLASS, participants))
                .isPresent();
    }

    /**
     * Moves a visit back to where it was, and withdraws the mails about the move. Nobody gets the place that it leaves:
     * {@link #settle} does that.
     *
     * @param target the class at the session that it came from
     * @return false if it is not possible; the caller has to roll back
     * @throws org.springframework.dao.DataIntegrityViolationException the class is elsewhere then
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean moveBack(MovedVisit move, VisitContext target, Actor by) {
        ClassBooking booking = bookings.find(move.bookingId()).orElseThrow();
        Instant start = target.session().time().start();
        boolean isPossible = isIn(booking, move.toId())
                && target.session().state() == Session.State.PUBLISHED
                && start.equals(move.startsAt())
                && clock.instant().isBefore(start)
                && !changes.counted(move.bookingId());
        if (!isPossible) {
            return false;
        }
        movedVisits.free(move.id());
        if (!fits(move.fromId(), booking.participants())) {
            return false;
        }
        take(move.toId(), -booking.participants(), -1);
        take(move.fromId(), booking.participants(), 1);
        put(move.bookingId(), move.fromId());
        travelConflicts.movedBack(move.bookingId(), target, move.transport(), move.ride());
        changes.noteMoved(
                move.bookingId(), "MOVED", booking.facts().session().time().start(), by);
        outbox.withdraw(MOVED_VISIT, move.id());
        movedVisits.remove(move.id());
        return true;
    }

    /** Frees what is kept for a visit that does not go back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(MovedVisit move) {
        capacities.lock(move.fromId());
        movedVisits.free(move.id());
        releaseBus(move);
        movedVisits.remove(move.id());
    }

    /** Offers what came free by moves to who waits for it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(Collection<MovedVisit> moves) {
        waitingList.expireAndPromoteLocked(sessions(moves));
        moves.stream()
                .map(move -> bookings.find(move.bookingId())
                        .orElseThrow()
                        .facts()
                        .schoolClass()
                        .id())
                .distinct()
                .forEach(waitingList::promoteClass);
    }

    /** Locks the sessions of moves, all at once to avoid deadlocks. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(Collection<MovedVisit> moves) {
        capacities.lockAll(sessions(moves));
    }

    private static Set<Long> sessions(Collection<MovedVisit> moves) {
        return moves.stream()
                .flatMap(move -> Stream.of(move.fromId(), move.toId()))
                .collect(Collectors.toSet());
    }
}
