package nl.tec.programme;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.programme.internal.ProgrammeQueries;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The public programme: published activities only. */
@Service
public class Programme {

    /**
     * A query on the programme.
     *
     * @param text as typed; empty: everything
     * @param days the days on which something is held; null: any
     * @param activity the slug of an activity; null: all
     * @param page the key of the page, from {@link Found}; null: the first page
     * @param size of a page
     * @param titles orders activities by their titles in this language; null: by relevance or date
     */
    public record Query(
            String text,
            Selection selection,
            @Nullable List<Days> days,
            @Nullable String activity,
            @Nullable String page,
            int size,
            @Nullable Locale titles) {

        /** Creates a query that orders by relevance or date. */
        public Query(
                String text,
                Selection selection,
                @Nullable List<Days> days,
                @Nullable String activity,
                @Nullable String page,
                int size) {
            this(text, selection, days, activity, page, size, null);
        }
    }

    /**
     * A page of activities.
     *
     * @param total the number on all pages
     * @param previous the key of the previous page; null: there is none
     * @param next the key of the next page; null: there is none
     * @param meant the corrected words; null: the typed words are known
     * @param corrected whether these are the results for the corrected words, for lack of results for the typed words
     */
    public record Found(
            List<Card> cards,
            int total,
            @Nullable String previous,
            @Nullable String next,
            @Nullable String meant,
            boolean corrected) {}

    /** A page of sessions, like {@link Found}. */
    public record FoundSessions(
            List<Session> sessions,
            @Nullable String previous,
            @Nullable String next,
            @Nullable String meant,
            boolean corrected) {}

    /** A page of sessions, and all current and upcoming published events, earliest first. */
    public record SessionsAndEvents(FoundSessions found, List<ProgrammeEvent> events) {}

    /**
     * An activity in a list.
     *
     * @param venueName the usual venue; null: it varies
     * @param next the first matching upcoming session that one can start with; null: there is none
     * @param sessions the number of such sessions; a course counts as one, until its first meeting
     * @param sessionsFree the number of those with room
     * @param course whether those are courses
     * @param price per class, or per individual participant
     * @param organiser null: the hub
     * @param signUpElsewhere whether people sign up at the organiser's own site
     */
    public record Card(
            long id,
            String slug,
            ActivityKind kind,
            ActivityDetails.Takes takes,
            World world,
            Bilingual title,
            Bilingual promise,
            ForWhom forWhom,
            int minutes,
            int meetings,
            List<String> tags,
            @Nullable Bilingual venueName,
            @Nullable TimeSlot next,
            int sessions,
            int sessionsFree,
            boolean course,
            Money price,
            @Nullable Organiser organiser,
            boolean signUpElsewhere) {

        public boolean takesClasses() {
            return takes == ActivityDetails.Takes.CLASSES;
        }

        /** Returns when the first session starts. */
        public @Nullable Instant nextStart() {
            return next == null ? null : next.start();
        }
    }

    /**
     * The organiser of an activity, if it is not the hub.
     *
     * @param logo the URL of its logo; null: none
     */
    public record Organiser(long id, String name, @Nullable String logo) {}

    private final ProgrammeQueries queries;

    Programme(ProgrammeQueries queries) {
        this.queries = queries;
    }

    /** Finds a published activity by its slug. */
    public Optional<Activity> find(String slug) {
        return queries.find(slug);
    }

    /** Finds an activity in any state by its id, for data that refer to it. */
    public Optional<Activity> find(long id) {
        return queries.find(id);
    }

    /** Returns all published activities, by title. {@link ForWhom#fits} tells which fit a class. */
    public List<Activity> list() {
        return queries.list();
    }

    /** Finds the organiser of an activity; empty: the hub. */
    public Optional<Organiser> organiserOf(Activity activity) {
        Long organiser = activity.details().organiserId();
        return organiser == null ? Optional.empty() : queries.organiser(organiser);
    }

    /** Finds the organisers of these activities, by activity; those of the hub are absent. */
    public Map<Long, Organiser> organisersOf(Collection<Long> activityIds) {
        return queries.organisers(activityIds);
    }

    public List<CurriculumGoal> goalsOf(Activity activity) {
        return queries.goalsOf(activity);
    }

    /** Finds at most {@code limit} related activities: of the same world, for the same audience. */
    public List<Card> related(Activity activity, int limit) {
        return queries.related(activity, limit);
    }

    /**
     * Finds at most {@code limit} upcoming activities with room, each with its first date: first those for which children of
     * {@link Who#FOCUS} and their parents can sign up, then those for classes of that age, then the rest.
     */
    public List<Card> comingUp(int limit) {
        return queries.comingUp(limit);
    }

    /** Searches and filters activities. */
    public Found search(Query query) {
        return queries.search(query);
    }

    /** Searches upcoming sessions that one can start with, by date, with the same query as for activities. */
    public FoundSessions searchSessions(Query query) {
        return queries.searchSessions(query);
    }

    /**
     * As {@link #searchSessions}, for a query without text, with the events that stand above such a page: what both read is one query.
     */
    public SessionsAndEvents sessionsAndEvents(Query query) {
        return queries.sessionsAndEvents(query);
    }

    /** Returns the slugs of all published activities, for the site map. */
    public List<String> slugs() {
        return queries.slugs();
    }
}
