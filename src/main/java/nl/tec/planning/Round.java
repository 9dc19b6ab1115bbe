package nl.tec.planning;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;

/**
 * A round in which schools enter their wishes for a school year.
 *
 * @param opensOn the first day on which schools enter wishes, {@code closesOn} the last
 * @param inviteAt the time from which schools see the round; null: a draft
 * @param answerBy the last day on which schools answer their planned visits; null: not published
 * @param sites the schools that take part
 * @param activities the activities from which schools choose
 * @param version incremented with every change
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

    /** Returns a copy with these activities only. */
    public Round withActivities(Set<Long> only) {
        return new Round(
                id,
                year,
                title,
                opensOn,
                closesOn,
                wishesPerClass,
                invitation,
                inviteAt,
                publishedAt,
                answerBy,
                version,
                sites,
                only);
    }

    public enum Phase {
        DRAFT,
        /** Opened, but schools are not invited yet; it can still be recalled. */
        PLANNED,
        OPEN,
        /** The last day has passed: only the programme manager can still enter wishes. */
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
