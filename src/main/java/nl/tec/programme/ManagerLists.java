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
     * A filter for activities; null: doesn't matter.
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
     * @param toCome published sessions that are still to come; {@code drafts} those that are drafts
     * @param next when the first of the published ones starts
     */
    public record ActivityRow(
            long id,
            int version,
            Activity.State state,
            ActivityKind kind,
            World world,
            Bilingual title,
            ForWhom forWhom,
            int minutes,
            int meetings,
            Instant changedAt,
            int toCome,
            int drafts,
            @Nullable Instant next) {}

    /**
     * A filter for sessions; null: doesn't matter.
     *
     * @param days on which they start
     */
    public record SessionQuestion(
            @Nullable Long activityId,
            @Nullable Long venueId,
            Session.@Nullable State state,
            @Nullable Long seriesId,
            Days days) {}

    /** The start of a page: behind the row with this id, or before it when not {@code forward}. */
    public record From(long id, boolean forward) {

        /** {@code na} and {@code voor} of an address; empty when neither is a number. */
        public static Optional<From> of(@Nullable Long after, @Nullable Long before) {
            return after != null
                    ? Optional.of(new From(after, true))
                    : Optional.ofNullable(before).map(id -> new From(id, false));
        }
    }

    /** @param previous id of the row the page before this one comes before; {@code next} that the next one comes behind */
    public record Page<T>(
            List<T> rows, @Nullable Long previous, @Nullable Long next) {}

    /**
     * The number of people who signed up for sessions of which it was recorded who came, and the number who came.
     *
     * @param sessions 0: nothing was recorded yet
     */
    public record Turnout(int sessions, int signedUp, int came) {

        /** Counts those who did not come and had not cancelled. */
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

    /** By title. @param from null: from the beginning */
    public Page<ActivityRow> activities(ActivityQuestion question, @Nullable From from, int size) {
        return queries.activities(question, from, size);
    }

    /** By time. @param from null: from the beginning */
    public Page<Session> sessions(SessionQuestion question, @Nullable From from, int size) {
        return queries.sessions(question, from, size);
    }

    /** Of all sessions of an activity that are over. */
    public Turnout turnout(long activityId) {
        return queries.turnout("s.activity_id", activityId);
    }

    /** Of one session, when it is over. */
    public Turnout turnoutOfSession(long sessionId) {
        return queries.turnout("s.id", sessionId);
    }

    /** On which of these days the hub has no programme for schools, and why: holidays, closed days. In order. */
    public Map<LocalDate, Bilingual> daysOff(Days days) {
        return daysOff.in(days);
    }

    /** All activities that are not cancelled, by title, for a list to choose from; of those with one title the slug tells them apart. */
    public List<Choice> choices() {
        return queries.choices();
    }
}
