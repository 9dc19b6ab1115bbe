package nl.tec.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.programme.internal.ManagerQueries;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The lists of the programme manager: activities and sessions in any state, paged by key. */
@Service
public class ManagerLists {

    /**
     * A filter for activities; null: any.
     *
     * @param words in title, promise, tags or text, in either language; empty: all
     */
    public record ActivityQuestion(
            String words,
            @Nullable ActivityKind kind,
            Activity.@Nullable State state,
            @Nullable World world) {}

    /**
     * An activity in the list.
     *
     * @param toCome the number of upcoming published sessions
     * @param drafts the number of upcoming draft sessions
     * @param next the start of the first upcoming published session
     */
    public record ActivityRow(
            long id,
            Activity.State state,
            ActivityKind kind,
            World world,
            Bilingual title,
            int minutes,
            int meetings,
            Instant changedAt,
            int toCome,
            int drafts,
            @Nullable Instant next) {}

    /**
     * A filter for sessions; null: any.
     *
     * @param days on which they start
     */
    public record SessionQuestion(
            @Nullable Long activityId,
            @Nullable Long venueId,
            Session.@Nullable State state,
            @Nullable Long seriesId,
            Days days) {}

    /** The keyset position of a page: after the row with this id, or before it if not {@code forward}. */
    public record From(long id, boolean forward) {

        /** Creates the position from the URL parameters {@code na} and {@code voor}; empty if neither is given. */
        public static Optional<From> of(@Nullable Long after, @Nullable Long before) {
            return after != null
                    ? Optional.of(new From(after, true))
                    : Optional.ofNullable(before).map(id -> new From(id, false));
        }
    }

    /** @param previous the key of the previous page; {@code next}: that of the next page */
    public record Page<T>(
            List<T> rows, @Nullable Long previous, @Nullable Long next) {}

    /**
     * The numbers of sign-ups and attendees of sessions with recorded attendance.
     *
     * @param sessions the number of those sessions; 0: nothing was recorded yet
     */
    public record Turnout(int sessions, int signedUp, int came) {

        /** Returns the number of no-shows. */
        public int noShows() {
            return signedUp - came;
        }
    }

    public record Choice(long id, Bilingual title, Activity.State state) {}

    private final ManagerQueries queries;
    private final DaysOff daysOff;

    ManagerLists(ManagerQueries queries, DaysOff daysOff) {
        this.queries = queries;
        this.daysOff = daysOff;
    }

    /** Returns a page of activities by title. @param from null: from the beginning */
    public Page<ActivityRow> activities(ActivityQuestion question, @Nullable From from, int size) {
        return queries.activities(question, from, size);
    }

    /** Returns a page of sessions by time. @param from null: from the beginning */
    public Page<Session> sessions(SessionQuestion question, @Nullable From from, int size) {
        return queries.sessions(question, from, size);
    }

    /** Returns the turnout of all past sessions of an activity. */
    public Turnout turnout(long activityId) {
        return queries.turnout("s.activity_id", activityId);
    }

    /** Returns the turnout of a past session. */
    public Turnout turnoutOfSession(long sessionId) {
        return queries.turnout("s.id", sessionId);
    }

    /** Returns the days off among these days with the reason, in order. */
    public Map<LocalDate, Bilingual> daysOff(Days days) {
        return daysOff.in(days);
    }

    /** Returns all activities that are not cancelled, by title, for a select; duplicate titles get the slug to tell them apart. */
    public List<Choice> choices() {
        return queries.choices();
    }
}
