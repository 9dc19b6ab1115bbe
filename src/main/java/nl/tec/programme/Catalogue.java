package nl.tec.programme;

import static nl.tec.programme.Activity.State.CANCELLED;
import static nl.tec.programme.Activity.State.DRAFT;
import static nl.tec.programme.Activity.State.PUBLISHED;

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
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.Slugs;
import nl.tec.shared.TimeSlot;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Making and changing activities; for programme managers. Who may is checked by the caller. */
@Service
public class Catalogue {

    /** The outcome of a change. */
    public sealed interface Result permits Saved, Refused, Outdated {}

    public record Saved(Activity activity) implements Result {}

    /** Nothing is stored: this is wrong with it, at the fields of the form (the names are in {@link ActivityFields}). */
    public record Refused(Problems problems) implements Result {}

    /** Nothing is stored: somebody else changed it in the meantime, into this. */
    public record Outdated(Activity current) implements Result {}

    /** How many sessions a refusal names. */
    private static final int MAX_NAMED = 3;

    private final Audit audit;
    private final ActivityCheck check;
    private final ActivityStore store;
    private final ProgrammeQueries queries;
    private final Sessions sessions;

    Catalogue(Audit audit, ActivityCheck check, ActivityStore store, ProgrammeQueries queries, Sessions sessions) {
        this.queries = queries;
        this.audit = audit;
        this.check = check;
        this.store = store;
        this.sessions = sessions;
    }

    /** An activity in any state. */
    public Optional<Activity> find(long id) {
        return queries.find(id);
    }

    /** All activities in any state, by title; for the list of the programme manager. */
    public List<Activity> list() {
        return queries.all();
    }

    public List<CurriculumGoal> goals() {
        return queries.goals();
    }

    /** Checks an activity, for a form of which something could not be read. */
    public Problems check(ActivityDetails details) {
        return check.draft(details);
    }

    /** Checks an activity that everybody is to see. */
    public Problems checkPublication(ActivityDetails details) {
        return check.publication(details);
    }

    /** A new draft; its slug is made of the Dutch title. */
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

    /**
     * @param version the one that was on the screen
     */
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
        if (otherEquipment || !details.duration().sameAround(current.details().duration())) {
            Map<Session, List<Obstacle>> inTheWay = sessions.equip(store.toCome(id, true), details);
            if (!inTheWay.isEmpty()) {
                return new Refused(
                        otherEquipment
                                ? notFree(ActivityFields.EQUIPMENT, "programme.check.notFree", inTheWay)
                                : notFree(ActivityFields.SETUP, "programme.check.notFreeAround", inTheWay));
            }
        }
        store.update(id, details);
        sessions.reopen(toCome, by);
        audit.add(by, "ACTIVITY_CHANGED", "ACTIVITY", id);
        return new Saved(get(id));
    }

    /** Names the first few. */
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

    /** In Dutch, as all that is said about the pages of a programme manager. */
    private static String named(Session session, Obstacle obstacle) {
        TimeSlot slot = session.slot();
        return Dates.slot(slot.start(), slot.end(), Texts.DUTCH) + " ("
                + obstacle.what().dutch() + ")";
    }

    /** A draft of the same content, '(kopie)' behind its title. */
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

    /** From now on everybody sees it, with its published sessions. */
    @Transactional
    public Result publish(long id, int version, Actor by) {
        Activity current = lock(id);
        return current.version() != version
                ? new Outdated(current)
                : become(current, PUBLISHED, check.publication(current.details()), "ACTIVITY_PUBLISHED", by);
    }

    /** Back to a draft: nobody sees it. Refused while sessions are still to come that are published. */
    @Transactional
    public Result withdraw(long id, int version, Actor by) {
        Activity current = lock(id);
        return current.version() != version
                ? new Outdated(current)
                : become(current, DRAFT, nothingToCome(id), "ACTIVITY_WITHDRAWN", by);
    }

    /**
     * It is no longer offered. Its sessions that are still to come are cancelled with it, drafts too, and everybody who booked
     * is told (rules 3).
     *
     * @param reason shown to those who booked; may be empty only when no session is still to come
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

    /** Nobody who booked finds the activity gone: its published sessions to come are cancelled first. */
    private Problems nothingToCome(long id) {
        int toCome = store.toCome(id, false).size();
        return new Problems().addIf(toCome > 0, "", "programme.check.sessionsToCome", toCome);
    }

    private Activity lock(long id) {
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
