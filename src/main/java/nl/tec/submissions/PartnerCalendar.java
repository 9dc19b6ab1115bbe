package nl.tec.submissions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A calendar of a partner that is read every night.
 *
 * @param readAt time of the last attempt; null: never
 * @param failure key of the text that says why that attempt failed; null: it succeeded
 * @param report of the last time it was read; null: never
 */
public record PartnerCalendar(
        long id,
        long organisationId,
        String address,
        @Nullable Instant readAt,
        @Nullable String failure,
        @Nullable SourceReport report) {

    /**
     * A calendar that could not be read for days: what its partner calls off stays in the programme meanwhile.
     *
     * @param failure key of the text that says why
     */
    public record Failing(long organisationId, String organisation, String address, String failure, Instant since) {}
}
