package nl.tec.planning;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;

/**
 * A round in which schools wish for a school year.
 *
 * @param opensOn the first day on which schools wish, {@code closesOn} the last
 * @param inviteAt from then on schools see it; null: a draft
 * @param answerBy until that day schools accept, ask for a change or give back what was planned; null: not published
 * @param sites the schools that take part
 * @param activities from which they choose
 * @param version counts the changes
 */
public record Round(
        long id,
        SchoolYear year,
        String title,
        LocalDate opensOn,
        LocalDate closesOn,
        int wishesPerClass,
        String invitation,
        @Nullable Instant inviteAt,
        @Nullable Instant publishedAt,
        @Nullable LocalDate answerBy,
        int version,
        Set<Long> sites,
        Set<Long> activities) {

    public Round {
        sites = Set.copyOf(sites);
        activities = Set.copyOf(activities);
    }

    public enum Phase {
        DRAFT,
        /** Schools are invited in a moment; until then it can be taken back. */
        PLANNED,
        OPEN,
        /** The last day has passed: only the programme manager still enters wishes. */
        CLOSED,
        PUBLISHED
    }

    public Phase phase(Instant now) {
        if (publishedAt != null) {
            return Phase.PUBLISHED;
        }
        if (inviteAt == null) {
            return Phase.DRAFT;
        }
        if (inviteAt.isAfter(now)) {
            return Phase.PLANNED;
        }
        return Dates.dayOf(now).isAfter(closesOn) ? Phase.CLOSED : Phase.OPEN;
    }
}
