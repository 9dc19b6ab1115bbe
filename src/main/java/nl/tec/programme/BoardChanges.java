package nl.tec.programme;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.RetriedTransaction;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import nl.tec.programme.Sessions.Change;
import nl.tec.programme.Sessions.Refused;
import nl.tec.programme.Sessions.Saved;
import nl.tec.programme.internal.BoardStore;
import nl.tec.programme.internal.BoardStore.Item;
import nl.tec.programme.internal.BoardStore.OpenChange;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;

/**
 * Atomically moves, copies and cancels one or more sessions on the planning board, and cancels an activity with its sessions. A change
 * can be undone for ten minutes, during which nobody is notified (rules 3.11): moves and copies take effect immediately and only their
 * mails are delayed, while a cancellation is
 * itself delayed and merely closes the sessions for bookings. {@link Sessions} validates. The caller checks authorisation.
 */
@Service
public class BoardChanges {

    public static final int MAX_SESSIONS = 60;
    public static final int MAX_TIMES = 30;

    /** Message key of a refusal because something is no longer free, or changed since it was shown. */
    public static final String CHANGED = "board.changed";

    /** The field of a mail's payload with the id of the change. */
    private static final String CHANGE = "change";

    private static final int SERIES_DAYS = 380;

    private static final Logger LOG = LoggerFactory.getLogger(BoardChanges.class);

    private final Sessions sessions;
    private final Catalogue catalogue;
    private final BoardStore store;
    private final MoveMemory memory;
    private final Outbox outbox;
    private final Accounts accounts;
    private final Texts texts;
    private final Audit audit;
    private final Clock clock;
    private final RetriedTransaction transaction;

    BoardChanges(
            Sessions sessions,
            Catalogue catalogue,
            BoardStore store,
            MoveMemory memory,
            Outbox outbox,
            Accounts accounts,
            Texts texts,
            Audit audit,
            Clock clock,
            RetriedTransaction transaction) {
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.store = store;
        this.memory = memory;
        this.outbox = outbox;
        this.accounts = accounts;
        this.texts = texts;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * Moves sessions.
     *
     * @return the id of the change; refused with {@link #CHANGED} if one cannot move ({@link Sessions#tryChangeAll} says why)
     */
    public Outcome<Long> move(Collection<Change> changes, Actor by) {
        List<Long> ids = changes.stream().map(Change::id).toList();
        return transaction.execute(status -> {
            Instant finalAt = clock.instant().plus(Outbox.UNDO);
            long id = store.add(BoardChange.Kind.MOVE, finalAt, null, memory.remember(ids), null, by);
            store.addItems(id, sessions.list(ids), 1);
            Map<Long, Sessions.Result> results =
                    outbox.holding(CHANGE, id, finalAt, () -> sessions.changeAll(changes, by));
            if (!allSaved(results)) {
                status.setRollbackOnly();
                return Outcome.refused(CHANGED);
            }
            return Outcome.done(id);
        });
    }

    private static boolean allSaved(Map<Long, Sessions.Result> results) {
        return results.values().stream().allMatch(Saved.class::isInstance);
    }

    /**
     * Returns the series that repeats a session on the same weekday and time, except on days without a programme for schools.
     *
     * @param first the first day. @param times how often, at most {@link #MAX_TIMES}
     */
    public static Series weekly(Session session, LocalDate first, int everyWeeks, int times) {
        return new Series(
                SessionDetails.of(session),
                first,
                first.plusDays(SERIES_DAYS),
                everyWeeks,
                Set.of(first.getDayOfWeek()),
                List.of(session.slot().start().atZone(Dates.ZONE).toLocalTime()),
                first.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0,
                times,
                Set.of(),
                false);
    }

    /**
     * The series of copies of a session.
     *
     * @param publish whether to publish them; false: as drafts
     */
    public record Copies(Series series, boolean publish) {}

    /**
     * Copies sessions, skipping dates on which something is in the way.
     *
     * @param expected the number of copies that was shown; refused with {@link #CHANGED} if it has become another number
     * @return the id of the change
     */
    public Outcome<Long> copy(Collection<Copies> copies, int expected, Actor by) {
        return transaction.execute(status -> {
            List<Long> ids = new ArrayList<>();
            for (Copies each : copies) {
                Sessions.Result result = sessions.create(each.series(), each.publish(), by);
                if (result instanceof Refused refused) {
                    status.setRollbackOnly();
                    return Outcome.refused(refused.problems());
                }
                ids.addAll(((Saved) result).ids());
            }
            if (ids.size() != expected || ids.isEmpty()) {
                status.setRollbackOnly();
                return Outcome.refused(CHANGED);
            }
            long id = store.add(BoardChange.Kind.COPY, clock.instant().plus(Outbox.UNDO), null, null, null, by);
            store.addItems(id, sessions.list(ids), 0);
            return Outcome.done(id);
        });
    }

    /**
     * Schedules the cancellation of sessions, at the end of the undo window. Those that are already about to be cancelled are left to that
     * cancellation, so that undoing it keeps them.
     *
     * @param reason shown to those who booked; required if there is somebody to tell
     * @return the id of the change
     */
    public Outcome<Long> cancel(Collection<Long> ids, String reason, Actor by) {
        return transaction.execute(status -> scheduled(ids, reason, null, by));
    }

    /**
     * Schedules the cancellation of an activity with its upcoming sessions, including drafts, at the end of the undo window. What ends
     * before that still takes place. An activity without other sessions is cancelled at once, as nobody has to be notified.
     *
     * @param version the version that was shown, for optimistic locking
     * @param reason as of {@link #cancel}
     */
    public Catalogue.Result cancelActivity(long id, int version, String reason, Actor by) {
        return transaction.execute(status -> {
            Activity current = catalogue.lock(id);
            if (current.version() != version) {
                return new Catalogue.Outdated(current);
            }
            if (!openOfActivity(id).isEmpty()) {
                return new Catalogue.Refused(new Problems().add("", "manage.activity.cancelling"));
            }
            List<Long> held = catalogue.heldAfter(id, clock.instant().plus(Outbox.UNDO));
            if (held.isEmpty()) {
                return new Catalogue.Saved(catalogue.cancelled(id, by));
            }
            return scheduled(held, reason, id, by)
                    .either(change -> new Catalogue.Saved(current), problems -> new Catalogue.Refused(problems));
        });
    }

    /** @param activityId the activity that is cancelled with them; null: none */
    private Outcome<Long> scheduled(Collection<Long> ids, String reason, @Nullable Long activityId, Actor by) {
        List<Long> staying = sessions.lockStaying(ids);
        String said = reason.isBlank() && !sessions.told(staying).anybody()
                ? texts.text(Texts.DUTCH, "board.cancel.noReason") // who looks it up later reads that it is off
                : reason;
        Sessions.Result tried = sessions.tryCancel(staying, said, by);
        if (tried instanceof Refused refused) {
            return Outcome.refused(refused.problems());
        }
        List<Long> held = ((Saved) tried).ids();
        if (held.isEmpty()) {
            return Outcome.refused("board.nothingHeld");
        }
        Instant finalAt = clock.instant().plus(Outbox.UNDO);
        List<Session> found = sessions.list(held);
        if (found.stream().anyMatch(session -> !session.slot().end().isAfter(finalAt))) {
            return Outcome.refused("board.cancel.overSoon");
        }
        long id = store.add(BoardChange.Kind.CANCEL, finalAt, said.strip(), null, activityId, by);
        store.addItems(id, found, 1);
        sessions.cancelAt(held, finalAt, by);
        return Outcome.done(id);
    }

    /** Undoes a change within its undo window; done too if it was undone before. Refused if it is too late, or if the original resources are no longer free. */
    public Outcome<Long> undo(long id, Actor by) {
        return transaction.execute(status -> {
            Optional<OpenChange> open =
                    store.lock(id).filter(change -> change.finalAt().isAfter(clock.instant()));
            if (open.isEmpty()) {
                return store.isUndone(id) ? Outcome.done(id) : Outcome.refused("board.undo.late");
            }
            Optional<String> refused = undo(open.get(), by);
            if (refused.isPresent()) {
                status.setRollbackOnly();
                return Outcome.refused(refused.get());
            }
            store.undone(id);
            audit.add(by, "SESSION_CHANGE_UNDONE", "session_change", id);
            return Outcome.done(id);
        });
    }

    /** @return the message key of the refusal; empty on success */
    private Optional<String> undo(OpenChange change, Actor by) {
        List<Item> items = store.items(change.id());
        List<Long> ids = items.stream().map(Item::sessionId).toList();
        return switch (change.kind()) {
            case MOVE -> moveBack(change, items, ids, by);
            case COPY -> {
                if (sessions.bookings(ids) > 0) {
                    yield Optional.of("board.undo.booked");
                }
                String reason = texts.text(Texts.DUTCH, "board.undo.copy");
                yield sessions.cancel(ids, reason, by) instanceof Refused
                        ? Optional.of("board.undo.late")
                        : Optional.empty();
            }
            case CANCEL -> {
                sessions.cancelAt(ids, null, by);
                yield Optional.empty();
            }
        };
    }

    private Optional<String> moveBack(OpenChange change, List<Item> items, List<Long> ids, Actor by) {
        Map<Long, Session> now =
                sessions.list(ids).stream().collect(Collectors.toMap(Session::id, Function.identity()));
        List<Change> back = items.stream()
                .map(item -> new Change(
                        item.sessionId(),
                        item.version(),
                        SessionDetails.of(Objects.requireNonNull(now.get(item.sessionId())))
                                .at(item.slot())
                                .in(item.siteId() == null ? item.venueId() : null, item.siteId(), item.roomId())))
                .toList();
        // the mails about moving back are withdrawn with the others
        if (!allSaved(outbox.holding(CHANGE, change.id(), change.finalAt(), () -> sessions.changeAll(back, by)))) {
            return Optional.of("board.undo.taken");
        }
        memory.restore(ids, Objects.requireNonNull(change.remembered()));
        outbox.withdraw(CHANGE, change.id());
        return Optional.empty();
    }

    /** Ends the undo window of a change early, so that its mails go out; a no-op if it is already final. */
    public void finish(long id) {
        transaction.execute(status -> store.lock(id).map(this::finished));
    }

    /** Finishes the changes whose undo window has ended. */
    void finishDue() {
        while (transaction
                .execute(status -> store.lockDue().map(this::finished))
                .isPresent()) {
            // the next
        }
    }

    private boolean finished(OpenChange change) {
        switch (change.kind()) {
            case MOVE -> outbox.release(CHANGE, change.id());
            case CANCEL -> {
                if (!cancelled(change)) {
                    store.undone(change.id());
                    return false;
                }
            }
            case COPY -> {
                // the copies exist already, and nobody has to be notified
            }
        }
        store.done(change.id());
        return true;
    }

    /**
     * Cancels the sessions of a change, except those that were taken out of cancellation by another change. One that meanwhile took place,
     * which its attendance tells, stays as it is, and the others are still cancelled.
     *
     * @return false: not one of them could be cancelled
     */
    private boolean cancelled(OpenChange change) {
        Long activityId = change.activityId();
        if (activityId != null) {
            catalogue.lock(activityId); // before its sessions, as who cancels the activity does
        }
        Actor by = accounts.find(change.accountId())
                .map(Account::actor)
                .orElseThrow(() -> new IllegalStateException("no account " + change.accountId()));
        String reason = Objects.requireNonNull(change.reason());
        List<Long> ids = new ArrayList<>(
                store.items(change.id()).stream().map(Item::sessionId).toList());
        ids.removeAll(sessions.lockStaying(ids));
        if (ids.isEmpty()) {
            return false;
        }
        boolean done =
                !(sessions.cancel(ids, reason, by) instanceof Refused) || cancelledApart(change, ids, reason, by);
        // an activity that got another date meanwhile stays in the programme for the sake of that date
        if (done && activityId != null && ids.containsAll(catalogue.heldAfter(activityId, change.finalAt()))) {
            catalogue.cancelled(activityId, by);
        }
        return done;
    }

    /** @return false: not one of them could be cancelled */
    private boolean cancelledApart(OpenChange change, List<Long> ids, String reason, Actor by) {
        List<Long> kept = ids.stream()
                .filter(id -> sessions.cancel(List.of(id), reason, by) instanceof Refused)
                .toList();
        LOG.warn("change {} of the board does not cancel sessions {}, which took place", change.id(), kept);
        sessions.cancelAt(kept, null, by);
        return kept.size() < ids.size();
    }

    /** Finds the changes that can still be undone, latest first. */
    public List<BoardChange> open() {
        return store.open(null, null);
    }

    /** Finds the changes about any of these sessions that can still be undone, latest first. */
    public List<BoardChange> open(Collection<Long> sessionIds) {
        return store.open(sessionIds, null);
    }

    /** Finds the cancellations of this activity that can still be undone. */
    public List<BoardChange> openOfActivity(long activityId) {
        return store.open(null, activityId);
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringJob finishBoardChanges(BoardChanges changes) {
            return new RecurringJob("finish-board-changes", FixedDelay.ofSeconds(5), changes::finishDue);
        }
    }
}
