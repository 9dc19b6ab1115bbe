package nl.tec.bookings.internal;

import static nl.tec.bookings.Refusal.because;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookingKind;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.ClassBooking;
import nl.tec.bookings.Refusal;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.VisitContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves visits to another date of their activity, in one transaction, so that the class always has seats. The booking keeps its id,
 * history, arrangements and calendar entry.
 */
@Component
public class BookingMoves {

    private final BookingQueries bookings;
    private final WaitingList waitingList;
    private final BookingNotifiers notifiers;
    private final TravelConflicts travelConflicts;
    private final BookingChanges changes;
    private final JdbcClient jdbc;
    private final Clock clock;

    BookingMoves(
            BookingQueries bookings,
            WaitingList waitingList,
            BookingNotifiers notifiers,
            TravelConflicts travelConflicts,
            BookingChanges changes,
            JdbcClient jdbc,
            Clock clock) {
        this.bookings = bookings;
        this.waitingList = waitingList;
        this.notifiers = notifiers;
        this.travelConflicts = travelConflicts;
        this.changes = changes;
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
        if (booking.state() != BookingState.CONFIRMED || facts.session().id() != from) {
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
        jdbc.sql("update booking set session_id = ?, sequence = sequence + 1 where id = ?")
                .params(to, bookingId)
                .update();
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
        notifiers.notifyMoved(
                BookingKind.CLASS,
                bookingId,
                new Before(
                        facts.session().time().start(),
                        facts.session().time().end(),
                        facts.where().name()));
        waitingList.expireAndPromoteLocked(List.of(from, to));
        return Optional.empty();
    }
}
