package nl.tec.programme;

import static nl.tec.programme.Activity.State.CANCELLED;
import static nl.tec.programme.Activity.State.DRAFT;
import static nl.tec.programme.Activity.State.PUBLISHED;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Texts;
import nl.tec.programme.Sessions.Obstacle;
import nl.tec.programme.internal.ActivityCheck;
import nl.tec.programme.internal.ActivityStore;
import nl.tec.programme.internal.ProgrammeQueries;
import nl.tec.programme.internal.SessionReservations;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.Slugs;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Creates and changes activities, for programme managers. The caller checks authorisation. */
@Service
public class Catalogue {

    /** The outcome of a change. */
    public sealed interface Result permits Saved, Refused, Outdated {}

    public record Saved(Activity activity) implements Result {}

    /** Invalid input; nothing is stored (field names: {@link ActivityFields}). */
    public record Refused(Problems problems) implements Result {}

    /** An optimistic-locking conflict; nothing is stored. @param current the activity as somebody else changed it */
    public record Outdated(Activity current) implements Result {}

    /** The maximum number of sessions that a refusal names. */
    private static final int MAX_NAMED = 3;

    private final Audit audit;
    private final ActivityCheck check;
    private final ActivityStore store;
    private final ProgrammeQueries queries;
    private final Sessions sessions;
    private final SessionReservations reservations;
    private final Assignments assignments;

    Catalogue(
            Audit audit,
            ActivityCheck check,
            ActivityStore store,
            ProgrammeQueries queries,
            Sessions sessions,
            SessionReservations reservations,
            Assignments assignments) {
        this.queries = queries;
        this.audit = audit;
        this.check = check;
        this.store = store;
        this.sessions = sessions;
        this.reservations = reservations;
        this.assignments = assignments;
    }

    /** Finds an activity in any state. */
    public Optional<Activity> find(long id) {
        return queries.find(id);
    }

    /** Returns all activities in any state, by title, for the programme manager. */
    public List<Activity> list() {
        return queries.all();
    }

    public List<CurriculumGoal> goals() {
        return queries.goals();
    }

    /** Validates an activity, for a form with unparseable fields. */
    public Problems check(ActivityDetails details) {
        return check.draft(details);
    }

    /** Validates an activity for publication. */
    public Problems checkPublication(ActivityDetails details) {
        return check.publication(details);
    }

    /** Creates a draft; its slug is derived from the Dutch title. */
    @Transactional
    public Result create(ActivityDetails details, Actor by) {
        Problems problems = check.draft(details);
        if (problems.any()) {
            return new Refused(problems);
        }
        long id = store.insert(Slugs.of(details.words().title().dutch(), "activiteit"), DRAFT, details);
        audit.add(by, "ACTIVITY_CREATED", "ACTIVITY", id);
        return new Saved(get(id));
    }

    /** @param version the version that was shown, for optimistic locking */
    @Transactional
    public Result change(long id, int version, ActivityDetails details, Actor by) {
        Activity current = lock(id);
        if (current.version() != version) {
            return new Outdated(current);
        }
        Problems problems = current.published() ? check.publication(details) : check.draft(details);
        problems.addIf(
                details.takes() != current.details().takes() && store.hasSessions(id),
                ActivityFields.TAKES,
                "programme.check.takesFixed");
        boolean signUpMoves =
                (details.signUpUrl() == null) != (current.details().signUpUrl() == null);
        List<Long> toCome = signUpMoves ? store.toCome(id, true) : List.of();
        problems.addIf(
                details.signUpUrl() != null && sessions.bookings(toCome) > 0,
                ActivityFields.SIGN_UP_URL,
                "programme.check.signUpFixed");
        if (problems.any()) {
            return new Refused(problems);
        }
        boolean otherEquipment = !details.equipment().equals(current.details().equipment());
        if (otherEquipment
                || !details.duration().sameSetUpTimes(current.details().duration())) {
            Map<Session, List<Obstacle>> inTheWay = reservations.equip(store.toCome(id, true), details);
            if (!inTheWay.isEmpty()) {
                return new Refused(
                        otherEquipment
                                ? notFree(ActivityFields.EQUIPMENT, "programme.check.notFree", inTheWay)
                                : notFree(ActivityFields.SETUP, "programme.check.notFreeAround", inTheWay));
            }
        }
        store.update(id, details);
        sessions.reopen(toCome, by);
        if (!details.forWhom().audiences().equals(current.details().forWhom().audiences())) {
            assignments.releaseBarred(store.toCome(id, true));
        }
        audit.add(by, "ACTIVITY_CHANGED", "ACTIVITY", id);
        return new Saved(get(id));
    }

    /** Returns a problem that names the first few sessions with an obstacle. */
    private static Problems notFree(String field, String message, Map<Session, List<Obstacle>> inTheWay) {
        return new Problems()
                .add(
                        field,
                        message,
                        inTheWay.size(),
                        inTheWay.entrySet().stream()
                                .limit(MAX_NAMED)
                                .map(each ->
                                        named(each.getKey(), each.getValue().get(0)))
                                .collect(Collectors.joining("; ")));
    }

    /** Describes an obstacle in Dutch, the only language of the programme manager's pages. */
    private static String named(Session session, Obstacle obstacle) {
        TimeSlot slot = session.slot();
        return Dates.slot(slot.start(), slot.end(), Texts.DUTCH) + " ("
                + obstacle.what().dutch() + ")";
    }

    /** Copies an activity to a draft, with '(kopie)' appended to its title. */
    @Transactional
    public Activity copy(long id, Actor by) {
        Activity original = get(id);
        ActivityDetails.Words words = original.details().words();
        Bilingual title = new Bilingual(
                behind(words.title().dutch(), " (kopie)"), behind(words.title().english(), " (copy)"));
        ActivityDetails details = original.details().titled(title);
        long copy = store.insert(Slugs.of(title.dutch(), "activiteit"), DRAFT, details);
        audit.add(by, "ACTIVITY_CREATED", "ACTIVITY", copy);
        return get(copy);
    }

    /** Publishes an activity, and with it its published sessions. */
    @Transactional
    public Result publish(long id, int version, Actor by) {
        Activity current = lock(id);
        return current.version() != version
                ? new Outdated(current)
                : become(current, PUBLISHED, check.publication(current.details()), "ACTIVITY_PUBLISHED", by);
    }

    /** Turns an activity back into a draft. Refused while it has upcoming published sessions. */
    @Transactional
    public Result withdraw(long id, int version, Actor by) {
        Activity current = lock(id);
        return current.version() != version
                ? new Outdated(current)
                : become(current, DRAFT, nothingToCome(id), "ACTIVITY_WITHDRAWN", by);
    }

    /**
     * Cancels an activity with its upcoming sessions, including drafts, and notifies everybody who booked (rules 3); for its organiser.
     * A programme manager does so with {@link BoardChanges#cancelActivity}, which can be undone.
     *
     * @param reason shown to those who booked; required if there are upcoming sessions
     */
    @Transactional
    public Result cancel(long id, int version, String reason, Actor by) {
        Activity current = lock(id);
        if (current.version() != version) {
            return new Outdated(current);
        }
        List<Long> toCome = store.toCome(id, true);
        if (!toCome.isEmpty() && sessions.cancel(toCome, reason, by) instanceof Sessions.Refused refused) {
            return new Refused(refused.problems());
        }
        return become(current, CANCELLED, new Problems(), "ACTIVITY_CANCELLED", by);
    }

    /** Returns the sessions, including drafts, that are cancelled with an activity of which the mails go out at this moment. */
    public List<Long> heldAfter(long id, Instant moment) {
        return store.endingAfter(id, moment);
    }

    /** Returns the ids of the drafts of an activity that begin after this moment. */
    public List<Long> draftsAfter(long id, Instant moment) {
        return store.draftsAfter(id, moment);
    }

    /** Cancels an activity whose upcoming sessions are cancelled already. In the caller's transaction. */
    Activity cancelled(long id, Actor by) {
        Activity current = lock(id);
        become(current, CANCELLED, new Problems(), "ACTIVITY_CANCELLED", by);
        return get(id);
    }

    private Result become(Activity current, Activity.State state, Problems problems, String action, Actor by) {
        if (problems.any()) {
            return new Refused(problems);
        }
        if (current.state() != state) {
            store.become(current.id(), state);
            audit.add(by, action, "ACTIVITY", current.id());
        }
        return new Saved(get(current.id()));
    }

    /** Returns a problem if there are upcoming published sessions, which have to be cancelled first for the sake of those who booked. */
    private Problems nothingToCome(long id) {
        int toCome = store.toCome(id, false).size();
        return new Problems().addIf(toCome > 0, "", "programme.check.sessionsToCome", toCome);
    }

    /** Locks an activity until the caller's transaction ends. */
    Activity lock(long id) {
        store.lock(id);
        return get(id);
    }

    private Activity get(long id) {
        return find(id).orElseThrow(() -> new NotFound("activity " + id));
    }

    private static String behind(String title, String addition) {
        String room = title.length() + addition.length() > 100 ? title.substring(0, 100 - addition.length()) : title;
        return room + addition;
    }
}
