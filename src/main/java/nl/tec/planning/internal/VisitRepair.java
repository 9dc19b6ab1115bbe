package nl.tec.planning.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.UndoableMoves;
import nl.tec.bookings.VisitArrangements;
import nl.tec.hub.Texts;
import nl.tec.planning.Mishap;
import nl.tec.planning.Mishap.Kind;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlannedVisit;
import nl.tec.planning.Replanning.Move;
import nl.tec.planning.Replanning.Other;
import nl.tec.planning.Replanning.Replacement;
import nl.tec.planning.internal.ReplanningStore.Open;
import nl.tec.programme.Sessions;
import nl.tec.shared.Outcome;
import nl.tec.staff.Assignments;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Carries out the solution that was found for a visit: another guide or bus, or another time. */
@Component
public class VisitRepair {

    private final Sessions sessions;
    private final UndoableMoves moves;
    private final VisitArrangements arrangements;
    private final Assignments assignments;
    private final ReplanningStore store;
    private final Audit audit;
    private final Texts texts;
    private final TransactionTemplate transaction;

    VisitRepair(
            Sessions sessions,
            UndoableMoves moves,
            VisitArrangements arrangements,
            Assignments assignments,
            ReplanningStore store,
            Audit audit,
            Texts texts,
            TransactionTemplate transaction) {
        this.sessions = sessions;
        this.moves = moves;
        this.arrangements = arrangements;
        this.assignments = assignments;
        this.store = store;
        this.audit = audit;
        this.texts = texts;
        this.transaction = transaction;
    }

    /**
     * Carries out a solution as a part of a replanning, with which it can be undone.
     *
     * @return false if the solution is no longer possible; then nothing is changed
     */
    public boolean apply(long replanning, Move move, Mishap mishap, Actor by) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean done = repair(replanning, move, mishap, by);
            if (!done) {
                status.setRollbackOnly();
            }
            return done;
        }));
    }

    private boolean repair(long replanning, Move move, Mishap mishap, Actor by) {
        Optional<Open> open = store.lock(replanning);
        if (open.isEmpty()) {
            return false; // somebody undoes it already
        }
        Instant until = open.get().finalAt();
        PlannedVisit visit = move.visit();
        Replacement with = move.with();
        Candidate to = move.to();
        if (with != null) {
            audit.add(by, "PLAN_VISIT_KEPT", "BOOKING", visit.bookingId());
            boolean ofBus = mishap.kind() == Kind.BUS;
            store.addReplaced(
                    replanning, visit.bookingId(), ofBus ? null : visit.sessionId(), mishap.number(), with.id());
            return ofBus
                    ? arrangements.replaceBus(visit.bookingId(), with.id(), by)
                    : assignments.replace(visit.sessionId(), mishap.number(), with.id(), by) instanceof Outcome.Done;
        }
        if (to == null) {
            return false;
        }
        Other other = move.other();
        if (other == null) {
            return moveToNew(replanning, visit, to, true, until, by).isPresent();
        }
        return moveToNew(replanning, other.visit(), other.to(), false, until, by)
                .flatMap(made -> moves.move(
                        visit.bookingId(), visit.sessionId(), other.visit().sessionId(), made, until, by))
                .map(moved -> record(replanning, visit, moved, null, emptied(visit, until, by), by))
                .isPresent();
    }

    /** @param isLeft whether nobody takes the place that the visit leaves */
    private Optional<Long> moveToNew(
            long replanning, PlannedVisit visit, Candidate to, boolean isLeft, Instant until, Actor by) {
        Sessions.Result made = sessions.create(CandidateSessions.details(to), true, by);
        if (!(made instanceof Sessions.Saved saved)) {
            return Optional.empty();
        }
        long session = saved.ids().get(0);
        Optional<Long> moved = moves.move(visit.bookingId(), visit.sessionId(), session, null, until, by)
                .map(move -> record(replanning, visit, move, session, isLeft ? emptied(visit, until, by) : null, by));
        if (moved.isPresent()) {
            assignments.askBest(session, by);
        }
        return moved;
    }

    private long record(
            long replanning, PlannedVisit visit, long moved, @Nullable Long made, @Nullable Long emptied, Actor by) {
        audit.add(by, "PLAN_VISIT_MOVED", "BOOKING", visit.bookingId());
        store.addMoved(replanning, visit.bookingId(), moved, made, emptied);
        return moved;
    }

    /**
     * Closes the session that a visit left, if nobody comes to it any more, until it is cancelled with the end of the undo window; so its
     * room and guides stay reserved. One that begins before that is cancelled at once.
     *
     * @return the closed session; null: somebody comes, or it is being cancelled already
     */
    private @Nullable Long emptied(PlannedVisit visit, Instant until, Actor by) {
        List<Long> left = List.of(visit.sessionId());
        if (sessions.bookings(left) > 0 || !store.isStaying(visit.sessionId())) {
            return null;
        }
        if (!visit.start().isAfter(until)) {
            sessions.cancel(left, texts.text(Texts.DUTCH, "planning.reason.movedAway"), by);
            return null;
        }
        sessions.cancelAt(left, until, by);
        return visit.sessionId();
    }
}
