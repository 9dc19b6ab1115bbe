package nl.tec.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/** What the programme manager looks through: activities and sessions in any state, paged by key. */
public interface ManagerLists {

    /**
     * Which activities; null: doesn't matter.
     *
     * @param words in title, promise, tags or text, in either language; empty: all
     */
    record ActivityQuestion(
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
    record ActivityRow(
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
     * Which sessions; null: doesn't matter.
     *
     * @param days on which they start
     */
    record SessionQuestion(
            @Nullable Long activityId,
            @Nullable Long venueId,
            Session.@Nullable State state,
            @Nullable Long seriesId,
            Days days) {}

    /** Where a page starts: behind the row with this id, or before it when not {@code forward}. */
    record From(long id, boolean forward) {

        /** {@code na} and {@code voor} of an address; empty when neither is a number. */
        public static Optional<From> of(@Nullable Long after, @Nullable Long before) {
            return after != null
                    ? Optional.of(new From(after, true))
                    : Optional.ofNullable(before).map(id -> new From(id, false));
        }
    }

    /** @param previous id of the row the page before this one comes before; {@code next} that the next one comes behind */
    record Page<T>(
            List<T> rows, @Nullable Long previous, @Nullable Long next) {}

    /** By title. @param from null: from the beginning */
    Page<ActivityRow> activities(ActivityQuestion question, @Nullable From from, int size);

    /** By time. @param from null: from the beginning */
    Page<Session> sessions(SessionQuestion question, @Nullable From from, int size);

    /** On which of these days the hub has no programme for schools, and why: holidays, closed days. In order. */
    Map<LocalDate, Bilingual> daysOff(Days days);

    /** All activities that are not cancelled, by title, for a list to choose from; of those with one title the slug tells them apart. */
    List<Choice> choices();

    record Choice(long id, Bilingual title, Activity.State state) {}
}
