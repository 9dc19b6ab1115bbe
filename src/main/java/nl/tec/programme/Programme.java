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

/** The programme as the public sees it: published activities only. */
@Service
public class Programme {

    /**
     * A question to the programme.
     *
     * @param text as typed; empty: everything
     * @param days only what is held on these days; null: whenever
     * @param activity slug: of this one only; null: of all
     * @param page where the page starts, as {@link Found} said; null: at the beginning
     * @param size of a page
     * @param titles activities in the order of their titles in this language; null: what fits best or is held soonest first
     */
    public record Query(
            String text,
            Selection selection,
            @Nullable List<Days> days,
            @Nullable String activity,
            @Nullable String page,
            int size,
            @Nullable Locale titles) {

        /** Creates a query that puts first what fits best or is held soonest. */
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
     * @param total how many there are on all pages
     * @param previous where the page before it starts; null: there is none
     * @param next where the page after it starts; null: there is none
     * @param meant the words that were probably meant; null: what was typed is known
     * @param corrected whether these are the activities of what was meant, because there were none of what was typed
     */
    public record Found(
            List<Card> cards,
            int total,
            @Nullable String previous,
            @Nullable String next,
            @Nullable String meant,
            boolean corrected) {}

    /** A page of sessions; as {@link Found}. */
    public record FoundSessions(
            List<Session> sessions,
            @Nullable String previous,
            @Nullable String next,
            @Nullable String meant,
            boolean corrected) {}

    /**
     * An activity in a list.
     *
     * @param venueName where it is usually held; null: in different places
     * @param next the first session to come that was asked for and that one can begin with; null: there is none
     * @param sessions how many such sessions are to come; a course is one, until its first meeting
     * @param sessionsFree how many of those have room
     * @param course whether those are courses
     * @param price per class, or per participant who comes without one
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
     * The organiser of an activity, when it is not the hub.
     *
     * @param logo the address of its logo; null: it has none
     */
    public record Organiser(long id, String name, @Nullable String logo) {}

    private final ProgrammeQueries queries;

    Programme(ProgrammeQueries queries) {
        this.queries = queries;
    }

    /** An activity the public may see, by its slug. */
    public Optional<Activity> find(String slug) {
        return queries.find(slug);
    }

    /** By its number, whatever its state: for what refers to it. */
    public Optional<Activity> find(long id) {
        return queries.find(id);
    }

    /** All published activities, by title. What fits a class: {@link ForWhom#fits}. */
    public List<Activity> list() {
        return queries.list();
    }

    /** Finds the organiser of an activity; empty: the hub. */
    public Optional<Organiser> organiserOf(Activity activity) {
        Long organiser = activity.details().organiserId();
        return organiser == null ? Optional.empty() : queries.organiser(organiser);
    }

    /** Finds the organisers of these activities, by activity; those of the hub are left out. */
    public Map<Long, Organiser> organisersOf(Collection<Long> activityIds) {
        return queries.organisers(activityIds);
    }

    public List<CurriculumGoal> goalsOf(Activity activity) {
        return queries.goalsOf(activity);
    }

    /** Others that somebody who likes this one may like: of the same world, for the same people; at most {@code limit}. */
    public List<Card> related(Activity activity, int limit) {
        return queries.related(activity, limit);
    }

    /**
     * Finds what is held soon and has room: first what children of {@link Who#FOCUS} and their parents can sign up for, then what
     * classes of that age come to, then the rest. Each activity once, by its first date; at most {@code limit}.
     */
    public List<Card> comingUp(int limit) {
        return queries.comingUp(limit);
    }

    /** Activities, found and filtered. */
    public Found search(Query query) {
        return queries.search(query);
    }

    /** The sessions to come that one can begin with, by date, of the activities that are found; filtered alike. */
    public FoundSessions searchSessions(Query query) {
        return queries.searchSessions(query);
    }

    /** The slugs of all published activities, for the site map. */
    public List<String> slugs() {
        return queries.slugs();
    }
}
