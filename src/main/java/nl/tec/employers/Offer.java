package nl.tec.employers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An offer of a company to schools (rules 6).
 *
 * @param version counts the changes
 * @param invented the company does not exist in the world; pages say so
 * @param latitude of the company, roughly; null when nobody knows
 * @param activityId in the programme; null before the first yes
 */
public record Offer(
        long id,
        int version,
        State state,
        long organisationId,
        String organisation,
        boolean invented,
        OfferDetails details,
        @Nullable Double latitude,
        @Nullable Double longitude,
        @Nullable Long activityId,
        Instant changedAt) {

    public enum State {
        DRAFT,
        /** Schools find it and can ask for it. */
        PUBLISHED,
        /** Not for now: schools don't find it; what was asked stays. */
        PAUSED,
        ENDED
    }
}
