package nl.tec.bookings;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.internal.BookingMoves;
import nl.tec.bookings.internal.BookingQueries;
import nl.tec.bookings.internal.MovedVisitStore;
import nl.tec.bookings.internal.MovedVisitStore.MovedVisit;
import nl.tec.bookings.internal.VisitContextQueries;
import nl.tec.hub.Savepoint;
import nl.tec.programme.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves visits of the programme manager that can go back until a moment. Until then nobody is mailed, and the seats and the bus that a
 * visit leaves stay taken, which the database guards (rules 5.4). In the transaction of the caller, who releases or undoes them.
 */
@Service
public class UndoableMoves {

    private final BookingQueries bookings;
    private final VisitContextQueries facts;
    private final BookingMoves moves;
    private final MovedVisitStore store;
    private final Savepoint savepoint;
    private final Clock clock;

    UndoableMoves(
            BookingQueries bookings,
            VisitContextQueries facts,
            BookingMoves moves,
            MovedVisitStore store,
            Savepoint savepoint,
            Clock clock) {
        this.bookings = bookings;
        this.facts = facts;
        this.moves = moves;
        this.store = store;
        this.savepoint = savepoint;
        this.clock = clock;
    }

    /**
     * Moves a visit to another date of its activity.
     *
     * @param from the session in which it was seen; it is not moved from another
     * @param instead the move of another visit whose place it takes; null: none
     * @param until when it can no longer go back, and its mails go out
     * @return the id of the move; empty if it is not possible
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Long> move(
            long bookingId, long from, long sessionId, @Nullable Long instead, Instant until, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        Optional<ClassBooking> booking = bookings.find(bookingId);
        Optional<VisitContext> target = booking.flatMap(one -> at(one, sessionId))
                .filter(visit -> visit.session().state() != Session.State.DRAFT
                        && BookingRules.whether(visit, clock.instant()).isEmpty()
                        && visit.activity().id()
                                == booking.get().facts().activity().id());
        if (target.isEmpty()) {
            return Optional.empty();
        }
        try {
            return savepoint.execute(status -> moves.moveForNow(bookingId, from, target.get(), instead, until, by));
        } catch (DataIntegrityViolationException e) {
            return Optional.empty(); // the class is elsewhere then, or has a booking there
        }
    }

    private Optional<VisitContext> at(ClassBooking booking, long sessionId) {
        return facts.find(sessionId, booking.facts().schoolClass().id());
    }

    /**
     * Moves visits back, the last moved first; their mails are withdrawn. One that cannot go back stays, and its mails go out as they
     * would have.
     *
     * @return the bookings that stay
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Long> undo(Collection<Long> ids, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        List<MovedVisit> moved = store.list(ids);
        moves.lock(moved);
        List<Long> staying = new ArrayList<>();
        for (MovedVisit move : moved) {
            if (!isBack(move, by)) {
                moves.release(move);
                staying.add(move.bookingId());
            }
        }
        moves.settle(moved);
        return staying;
    }

    private boolean isBack(MovedVisit move, Actor by) {
        Optional<VisitContext> target = bookings.find(move.bookingId()).flatMap(booking -> at(booking, move.fromId()));
        try {
            return target.isPresent()
                    && savepoint.execute(status -> {
                        boolean done = moves.moveBack(move, target.get(), by);
                        if (!done) {
                            status.setRollbackOnly();
                        }
                        return done;
                    });
        } catch (DataIntegrityViolationException e) {
            return false; // the class has something else then
        }
    }

    /** Ends the possibility to move visits back: what they left comes free. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(Collection<Long> ids) {
        List<MovedVisit> moved = store.list(ids);
        moves.lock(moved);
        moved.forEach(moves::release);
        moves.settle(moved);
    }
}
