package nl.tec.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Savepoint;
import nl.tec.programme.internal.SeriesCreation;
import nl.tec.programme.internal.SessionChangeCheck;
import nl.tec.programme.internal.SessionCheck;
import nl.tec.programme.internal.SessionStore;
import nl.tec.shared.Bilingual;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Reservations;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/**
 * Creates, changes and cancels sessions, for programme managers. A session reserves its room (or a venue without rooms), equipment and
 * guest teacher, including set-up and clean-up time, and is refused if one is not free (rules 3). The
 * {@link SessionBookings} follow in the same transaction. The caller checks authorisation.
 */
@Service
public class Sessions {

    /**
     * The new details of a session.
     *
     * @param version the version that was shown, for optimistic locking
     */
    public record Change(long id, int version, SessionDetails details) {}

    /** The outcome of a change of sessions. */
    public sealed interface Result permits Saved, Refused, Occupied, Outdated {}

    /**
     * @param ids in order of time
     * @param skipped the dates of a series on which it is not held
     */
    public record Saved(List<Long> ids, List<Skipped> skipped) implements Result {}

    /** Invalid input; nothing is stored (field names: {@link SessionFields}). */
    public record Refused(Problems problems) implements Result, Preview {}

    /** A clash with other reservations; nothing is stored. */
    public record Occupied(List<Obstacle> obstacles) implements Result {}

    /** An optimistic-locking conflict; nothing is stored. @param current the session as somebody else changed it */
    public record Outdated(Session current) implements Result {}

    /**
     * An obstacle to a session: a room, venue, set of equipment or guest teacher that is taken, a closed venue, or an absent set-up.
     *
     * @param what the name of the resource
     * @param during when it is taken, including set-up and clean-up; of a set-up, when it is present
     * @param title of the session that takes it; null if it is not a session
     * @param sessionId of that session
     */
    public record Obstacle(
            Bilingual what,
            TimeSlot during,
            @Nullable Bilingual title,
            @Nullable Long sessionId,
            Reservations.Why why) {}

    /**
     * A date of a series on which it is not held.
     *
     * @param holiday the name of the holiday, or the reason why the hub is closed; null if there are obstacles
     * @param obstacles empty on a holiday
     */
    public record Skipped(LocalDate day, @Nullable Bilingual holiday, List<Obstacle> obstacles) {}

    /** The outcome of a dry run of a series. */
    public sealed interface Preview permits Planned, Refused {}

    /**
     * The planned dates of a series.
     *
     * @param skipped the dates on which it would not be held
     */
    public record Planned(List<TimeSlot> slots, List<Skipped> skipped) implements Preview {}

    private final SessionStore store;
    private final SessionCheck check;
    private final SessionChangeCheck changeCheck;
    private final SeriesCreation creation;
    private final Audit audit;
    private final ObjectProvider<SessionBookings> bookings; // looked up late, because it needs sessions itself

    private final Savepoint savepoint;

    Sessions(
            SessionStore store,
            SessionCheck check,
            SessionChangeCheck changeCheck,
            SeriesCreation creation,
            Audit audit,
            ObjectProvider<SessionBookings> bookings,
            Savepoint savepoint) {
        this.store = store;
        this.check = check;
        this.changeCheck = changeCheck;
        this.creation = creation;
        this.audit = audit;
        this.bookings = bookings;
        this.savepoint = savepoint;
    }

    /** @param publish whether to publish it; false: as a draft */
    public Result create(SessionDetails details, boolean publish, Actor by) {
        return createAll(List.of(details), publish, by);
    }

    /** Atomically creates many sessions, for irregular series and demo data. */
    public Result createAll(List<SessionDetails> details, boolean publish, Actor by) {
        return savepoint.execute(status -> {
            Map<Long, Activity> activities = activities(details);
            Problems problems = check.sessions(details, activities, publish);
            if (problems.any()) {
                return new Refused(problems);
            }
            List<Long> ids = new ArrayList<>();
            Long series = details.size() > 1 ? store.nextSeries() : null;
            for (SessionDetails each : inOrder(details)) {
                List<Obstacle> obstacles = store.insert(
                        each,
                        Objects.requireNonNull(activities.get(each.activityId()))
                                .details(),
                        publish,
                        series,
                        false,
                        ids);
                if (!obstacles.isEmpty()) {
                    status.setRollbackOnly();
                    return new Occupied(obstacles);
                }
            }
            return saved(ids, List.of(), "SESSION_CREATED", by);
        });
    }

    /**
     * Creates the sessions of a series. Dates on holidays, and dates on which a resource is taken, are skipped and reported.
     */
    public Result create(Series series, boolean publish, Actor by) {
        return savepoint.execute(status -> {
            Activity activity = store.activity(series.session().activityId());
            Problems problems = check.series(series, activity, publish);
            if (problems.any()) {
                return new Refused(problems);
            }
            SeriesCreation.Created made = creation.create(series, activity, publish);
            return saved(made.ids(), made.skipped(), "SESSION_CREATED", by);
        });
    }

    /** Returns the dates that a series would get and skip, by a dry run. */
    public Preview preview(Series series, boolean publish, Actor by) {
        return savepoint.execute(status -> {
            status.setRollbackOnly(); // creating and rolling back keeps the preview exact
            Activity activity = store.activity(series.session().activityId());
            Problems problems = check.series(series, activity, publish);
            if (problems.any()) {
                return new Refused(problems);
            }
            SeriesCreation.Created made = creation.create(series, activity, publish);
            return new Planned(made.slots(), made.skipped());
        });
    }

    /**
     * Changes an upcoming session. A capacity below the taken seats is refused.
     *
     * @param version the version that was shown, for optimistic locking
     */
    public Result change(long id, int version, SessionDetails details, Actor by) {
        try {
            return changed(id, version, details, by, true);
        } catch (DataIntegrityViolationException concurrentChange) {
            // a concurrent booking caused a clash after the check; the retry refuses it with a proper message
            return changed(id, version, details, by, true);
        }
    }

    /** Returns the result of a change by a dry run; nobody is notified. */
    public Result tryChange(long id, int version, SessionDetails details, Actor by) {
        return changed(id, version, details, by, false);
    }

    /**
     * Atomically changes upcoming sessions. One can take the slot that another one leaves, but two cannot swap.
     *
     * @return the result of each; unless all are {@link Saved}, nothing is stored
     */
    public Map<Long, Result> changeAll(Collection<Change> changes, Actor by) {
        try {
            return changedAll(changes, by, true);
        } catch (DataIntegrityViolationException concurrentChange) {
            return changedAll(changes, by, true); // see change
        }
    }

    /** Returns the result of each change by a dry run; nobody is notified. */
    public Map<Long, Result> tryChangeAll(Collection<Change> changes, Actor by) {
        return changedAll(changes, by, false);
    }

    private Map<Long, Result> changedAll(Collection<Change> changes, Actor by, boolean keep) {
        return savepoint.execute(status -> {
            Map<Long, Session> current = store
                    .lock(changes.stream().map(Change::id).toList())
                    .stream()
                    .collect(Collectors.toMap(Session::id, Function.identity()));
            Map<Long, Result> results = new LinkedHashMap<>();
            for (Change change : orderedToAvoidClashes(changes, current)) {
                results.put(change.id(), changed(change.id(), change.version(), change.details(), by, true));
            }
            if (!keep || !results.values().stream().allMatch(Saved.class::isInstance)) {
                status.setRollbackOnly();
            }
            return results;
        });
    }

    /**
     * Orders moves such that a slot is left before it is taken: first those to an earlier time, earliest first, then those to a later
     * time, latest first.
     */
    private static List<Change> orderedToAvoidClashes(Collection<Change> changes, Map<Long, Session> current) {
        Map<Boolean, List<Change>> later = changes.stream()
                .sorted(Comparator.comparing(change -> change.details().slot().start()))
                .collect(Collectors.partitioningBy(change -> {
                    Session session = current.get(change.id());
                    return session != null
                            && change.details()
                                    .slot()
                                    .start()
                                    .isAfter(session.slot().start());
                }));
        List<Change> inOrder = new ArrayList<>(later.get(false));
        List<Change> lastFirst = new ArrayList<>(later.get(true));
        Collections.reverse(lastFirst);
        inOrder.addAll(lastFirst);
        return inOrder;
    }

    /** Returns the recipients of mail if these sessions are moved or cancelled. */
    public SessionBookings.Recipients told(Collection<Long> ids) {
        return booked().told(ids);
    }

    private Result changed(long id, int version, SessionDetails details, Actor by, boolean keep) {
        return savepoint.execute(status -> {
            if (!keep) {
                status.setRollbackOnly(); // changing and rolling back keeps the dry run exact
            }
            Session current = one(id);
            if (current.version() != version) {
                return new Outdated(current);
            }
            Activity activity = store.activity(current.activity().id());
            Problems problems = changeCheck.change(current, details, activity);
            if (problems.any()) {
                return new Refused(problems);
            }
            List<Obstacle> obstacles = store.reserve(id, details, activity.details());
            if (!obstacles.isEmpty()) {
                return new Occupied(obstacles);
            }
            store.update(id, details);
            return saved(List.of(id), List.of(), "SESSION_CHANGED", by);
        });
    }

    /**
     * Changes whether a series is a course, with one sign-up for all its meetings. Refused once somebody has signed up.
     */
    public Result course(long seriesId, boolean course, Actor by) {
        return savepoint.execute(status -> {
            List<Session> series = store.lock(store.ofSeries(seriesId));
            if (series.isEmpty()) {
                throw new NotFound("series " + seriesId);
            }
            List<Long> ids = series.stream().map(Session::id).toList();
            // lock against new bookings
            series.stream()
                    .filter(session -> session.state() != Session.State.CANCELLED)
                    .findFirst()
                    .ifPresent(session -> booked().taken(session.id()));
            Problems problems = new Problems()
                    .addIf(course && series.get(0).takesClasses(), "", "programme.check.courseOfClasses")
                    .addIf(bookings(ids) > 0, "", "programme.check.courseTaken");
            if (problems.any()) {
                return new Refused(problems);
            }
            store.course(seriesId, course);
            return saved(ids, List.of(), "SESSION_CHANGED", by);
        });
    }

    /** Publishes drafts, which opens them for bookings; ignores other sessions. A course is published as a whole. */
    public Result publish(Collection<Long> ids, Actor by) {
        return savepoint.execute(status -> {
            List<Session> drafts = store.lock(store.withCourses(ids)).stream()
                    .filter(session -> session.state() == Session.State.DRAFT)
                    .toList();
            Problems problems = new Problems();
            problems.addIf(
                    drafts.stream()
                            .map(session -> session.activity().id())
                            .distinct()
                            .anyMatch(activity -> !store.activity(activity).published()),
                    SessionFields.ACTIVITY,
                    "programme.check.publishActivityFirst");
            if (problems.any()) {
                return new Refused(problems);
            }
            List<Long> published = drafts.stream().map(Session::id).toList();
            if (!published.isEmpty()) {
                store.publish(published);
            }
            return saved(published, List.of(), "SESSION_PUBLISHED", by);
        });
    }

    /**
     * Cancels upcoming sessions and notifies everybody who booked, with the reason (rules 3).
     *
     * @param reason shown to those who booked; not empty
     */
    public Result cancel(Collection<Long> ids, String reason, Actor by) {
        return cancelled(ids, reason, by, true);
    }

    /** Returns the result of a cancellation by a dry run; nobody is notified. */
    public Result tryCancel(Collection<Long> ids, String reason, Actor by) {
        return cancelled(ids, reason, by, false);
    }

    /**
     * Schedules the cancellation of sessions, or revokes it. Until then only new bookings are blocked.
     *
     * @param at the time of cancellation; null: revoke it
     */
    public void cancelAt(Collection<Long> ids, @Nullable Instant at, Actor by) {
        savepoint.run(status -> {
            List<Long> held = store.lock(ids).stream()
                    .filter(session -> session.state() != Session.State.CANCELLED)
                    .map(Session::id)
                    .toList();
            store.cancelAt(held, at);
            saved(held, List.of(), "SESSION_CHANGED", by);
        });
    }

    /** Locks those of these sessions that are neither cancelled nor about to be. In the caller's transaction. */
    List<Long> lockStaying(Collection<Long> ids) {
        return store.lockStaying(ids);
    }

    private Result cancelled(Collection<Long> ids, String reason, Actor by, boolean keep) {
        return savepoint.execute(status -> {
            if (!keep) {
                status.setRollbackOnly();
            }
            List<Session> sessions = store.lock(ids).stream()
                    .filter(session -> session.state() != Session.State.CANCELLED)
                    .toList();
            List<Long> cancelled = sessions.stream().map(Session::id).toList();
            Problems problems = changeCheck.cancellation(sessions, reason);
            if (problems.any()) {
                return new Refused(problems);
            }
            if (!cancelled.isEmpty()) {
                store.cancel(cancelled, reason.strip());
                cancelled.forEach(id -> audit.add(by, "SESSION_CANCELLED", "SESSION", id));
                booked().sessionsCancelled(cancelled, reason.strip(), by);
            }
            return new Saved(cancelled, List.of());
        });
    }

    /** Updates the capacity of sessions whose activity moved its sign-up to or from this site. In the caller's transaction. */
    void reopen(Collection<Long> ids, Actor by) {
        if (!ids.isEmpty()) {
            booked().sessionsSaved(ids, by);
        }
    }

    /** How many bookings and sign-ups, including waiting ones, would be notified of a cancellation of these sessions. */
    public int bookings(Collection<Long> ids) {
        return ids.isEmpty() ? 0 : booked().bookings(ids);
    }

    /** Finds a session in any state. */
    public Optional<Session> find(long id) {
        return store.find(id);
    }

    /** Returns these sessions in any state, by time. */
    public List<Session> list(Collection<Long> ids) {
        return store.list(ids);
    }

    /** Returns the sessions in any state that start in a period, by time; optionally of one activity only. */
    public List<Session> list(TimeSlot between, @Nullable Long activityId) {
        return store.list(between, activityId);
    }

    private Map<Long, Activity> activities(List<SessionDetails> all) {
        Map<Long, Activity> activities = new HashMap<>();
        all.forEach(details -> activities.computeIfAbsent(details.activityId(), store::activity));
        return activities;
    }

    private SessionBookings booked() {
        return bookings.getObject();
    }

    private Saved saved(List<Long> ids, List<Skipped> skipped, String action, Actor by) {
        if (!ids.isEmpty()) {
            ids.forEach(id -> audit.add(by, action, "SESSION", id));
            booked().sessionsSaved(ids, by);
        }
        return new Saved(ids, skipped);
    }

    private Session one(long id) {
        return store.lock(List.of(id)).stream().findFirst().orElseThrow(() -> new NotFound("session " + id));
    }

    private static List<SessionDetails> inOrder(List<SessionDetails> details) {
        return details.stream()
                .sorted(Comparator.comparing(each -> each.slot().start()))
                .toList();
    }
}
