package nl.tec.planning.internal;

import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.VisitArrangements;
import nl.tec.hub.Texts;
import nl.tec.planning.Mishap;
import nl.tec.planning.Mishap.Kind;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlannedVisit;
import nl.tec.planning.Replanning.Move;
import nl.tec.planning.Replanning.Other;
import nl.tec.planning.Replanning.Replacement;
import nl.tec.programme.Sessions;
import nl.tec.shared.Outcome;
import nl.tec.staff.Assignments;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Carries out the solution that was found for a visit: another guide or bus, or another time. */
@Component
public class VisitRepair {

    private final Sessions sessions;
    private final ClassBookings bookings;
    private final VisitArrangements arrangements;
    private final Assignments assignments;
    private final Audit audit;
    private final Texts texts;
    private final TransactionTemplate transaction;

    VisitRepair(
            Sessions sessions,
            ClassBookings bookings,
            VisitArrangements arrangements,
            Assignments assignments,
            Audit audit,
            Texts texts,
            TransactionTemplate transaction) {
        this.sessions = sessions;
        this.bookings = bookings;
        this.arrangements = arrangements;
        this.assignments = assignments;
        this.audit = audit;
        this.texts = texts;
        this.transaction = transaction;
    }

    /** @return false if the solution is no longer possible; then nothing is changed */
    public boolean apply(Move move, Mishap mishap, Actor by) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean done = repair(move, mishap, by);
            if (!done) {
                status.setRollbackOnly();
            }
            return done;
        }));
    }

    private boolean repair(Move move, Mishap mishap, Actor by) {
        PlannedVisit visit = move.visit();
        Replacement with = move.with();
        Candidate to = move.to();
        if (with != null) {
            audit.add(by, "PLAN_VISIT_KEPT", "BOOKING", visit.bookingId());
            return mishap.kind() == Kind.BUS
                    ? arrangements.replaceBus(visit.bookingId(), with.id(), by)
                    : assignments.replace(visit.sessionId(), mishap.number(), with.id(), by) instanceof Outcome.Done;
        }
        Other other = move.other();
        if (to == null) {
            return false;
        }
        boolean isMoved = other == null
                ? moveTo(visit, to, by)
                : moveTo(other.visit(), other.to(), by)
                        && moveTo(visit, other.visit().sessionId(), by);
        if (isMoved && sessions.bookings(List.of(visit.sessionId())) == 0) {
            sessions.cancel(List.of(visit.sessionId()), texts.text(Texts.DUTCH, "planning.reason.movedAway"), by);
        }
        return isMoved;
    }

    private boolean moveTo(PlannedVisit visit, Candidate to, Actor by) {
        Sessions.Result made = sessions.create(CandidateSessions.details(to), true, by);
        if (!(made instanceof Sessions.Saved saved)) {
            return false;
        }
        long session = saved.ids().get(0);
        boolean isMoved = moveTo(visit, session, by);
        if (isMoved) {
            assignments.askBest(session, by);
        }
        return isMoved;
    }

    private boolean moveTo(PlannedVisit visit, long sessionId, Actor by) {
        if (!(bookings.move(visit.bookingId(), sessionId, by) instanceof BookingResult.Done)) {
            return false;
        }
        audit.add(by, "PLAN_VISIT_MOVED", "BOOKING", visit.bookingId());
        return true;
    }
}
