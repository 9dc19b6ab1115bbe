package nl.tec.planning;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.UndoableMoves;
import nl.tec.bookings.VisitArrangements;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.RetriedTransaction;
import nl.tec.hub.Savepoint;
import nl.tec.hub.Texts;
import nl.tec.planning.internal.ReplanningStore;
import nl.tec.planning.internal.ReplanningStore.Open;
import nl.tec.planning.internal.ReplanningStore.Step;
import nl.tec.programme.Sessions;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.staff.Assignments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;

/**
 * Undoes what {@link Replanning} did, by any programme manager, within the undo window; after it, cancels the sessions that were left
 * empty (rules 5.4). Until then those are closed, so that their rooms and guides stay reserved.
 */
@Service
public class ReplanningUndo {

    private final Rounds rounds;
    private final ReplanningStore store;
    private final UndoableMoves moves;
    private final Sessions sessions;
    private final Assignments assignments;
    private final VisitArrangements arrangements;
    private final Accounts accounts;
    private final Texts texts;
    private final Audit audit;
    private final Clock clock;
    private final Savepoint savepoint;
    private final RetriedTransaction transaction;

    ReplanningUndo(
            Rounds rounds,
            ReplanningStore store,
            UndoableMoves moves,
            Sessions sessions,
            Assignments assignments,
            VisitArrangements arrangements,
            Accounts accounts,
            Texts texts,
            Audit audit,
            Clock clock,
            Savepoint savepoint,
            RetriedTransaction transaction) {
        this.rounds = rounds;
        this.store = store;
        this.moves = moves;
        this.sessions = sessions;
        this.assignments = assignments;
        this.arrangements = arrangements;
        this.accounts = accounts;
        this.texts = texts;
        this.audit = audit;
        this.clock = clock;
        this.savepoint = savepoint;
        this.transaction = transaction;
    }

    /** Finds what can still be undone in a round, latest first. */
    public List<OpenReplanning> open(long roundId) {
        return store.open(roundId);
    }

    /**
     * Undoes a replanning within its undo window; done too if it was undone before.
     *
     * @return the bookings that could not go back, as when a school moved one itself; refused if it is too late
     */
    public Outcome<List<Long>> undo(long roundId, long id, Actor by) {
        rounds.get(roundId);
        return transaction.execute(status -> {
            Optional<Open> open = store.lock(id).filter(one -> one.finalAt().isAfter(clock.instant()));
            if (open.isEmpty()) {
                return store.isUndone(id) ? Outcome.done(List.of()) : Outcome.refused("planning.replan.undo.late");
            }
            if (open.get().roundId() != roundId) {
                throw new NotFound("replanning " + id + " of round " + roundId);
            }
            List<Long> staying = undo(store.steps(id), by);
            store.forget(id);
            store.undone(id);
            audit.add(by, "PLAN_REPLANNING_UNDONE", "plan_round", roundId);
            return Outcome.done(staying);
        });
    }

    private List<Long> undo(List<Step> steps, Actor by) {
        List<Long> emptied = ids(steps, Step::emptiedId);
        if (!emptied.isEmpty()) {
            sessions.cancelAt(emptied, null, by);
        }
        Set<Long> staying = new LinkedHashSet<>();
        List<Step> latestFirst = new ArrayList<>(steps);
        Collections.reverse(latestFirst);
        latestFirst.stream()
                .filter(step -> step.movedId() == null && !isPutBack(step, by))
                .forEach(step -> staying.add(step.bookingId()));
        staying.addAll(moves.undo(ids(steps, Step::movedId), by));
        cancelEmpty(emptied, "planning.reason.movedAway", by);
        cancelEmpty(ids(steps, Step::madeId), "planning.reason.undone", by);
        return List.copyOf(staying);
    }

    private boolean isPutBack(Step step, Actor by) {
        long was = Objects.requireNonNull(step.was());
        long instead = Objects.requireNonNull(step.instead());
        Long guided = step.guidedId();
        return savepoint.execute(status -> {
            boolean done = guided == null
                    ? arrangements.replaceBus(step.bookingId(), was, by)
                    : assignments.replace(guided, instead, was, by) instanceof Outcome.Done;
            if (!done) {
                status.setRollbackOnly();
            }
            return done;
        });
    }

    /** Cancels those of these sessions to which nobody comes. */
    private void cancelEmpty(Collection<Long> sessionIds, String reason, Actor by) {
        sessionIds.stream()
                .filter(session -> sessions.bookings(List.of(session)) == 0)
                .filter(session -> sessions.cancel(List.of(session), texts.text(Texts.DUTCH, reason), by)
                        instanceof Sessions.Refused)
                // it took place all the same
                .forEach(session -> sessions.cancelAt(List.of(session), null, by));
    }

    private static List<Long> ids(List<Step> steps, Function<Step, Long> id) {
        return steps.stream().map(id).filter(Objects::nonNull).distinct().toList();
    }

    /** Finishes what can no longer be undone: the mails are due by themselves. */
    void finishDue() {
        while (transaction
                .execute(status -> store.lockDue().map(this::finished))
                .isPresent()) {
            // the next
        }
    }

    private boolean finished(Open replanning) {
        Actor by = accounts.find(replanning.accountId())
                .map(Account::actor)
                .orElseThrow(() -> new IllegalStateException("no account " + replanning.accountId()));
        List<Step> steps = store.steps(replanning.id());
        moves.release(ids(steps, Step::movedId));
        cancelEmpty(ids(steps, Step::emptiedId), "planning.reason.movedAway", by);
        store.forget(replanning.id());
        store.done(replanning.id());
        return true;
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringJob finishReplannings(ReplanningUndo undo) {
            return new RecurringJob("finish-replannings", FixedDelay.ofSeconds(5), undo::finishDue);
        }
    }
}
