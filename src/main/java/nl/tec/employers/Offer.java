package nl.tec.employers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An offer of a company to schools (rules 6).
 *
 * @param version incremented with every change
 * @param invented whether the company is fictitious demo data
 * @param latitude the approximate position of the company; null if unknown
 * @param activityId its activity in the programme; null before the first accepted request
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
        /** Schools can find it and ask for it. */
        PUBLISHED,
        /** Temporarily hidden from schools; existing requests stay. */
        PAUSED,
        ENDED
    }
}
