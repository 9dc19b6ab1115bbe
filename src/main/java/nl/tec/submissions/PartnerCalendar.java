package nl.tec.submissions;

import java.time.Instant;
import nl.tec.programme.ActivityDetails;
import org.jspecify.annotations.Nullable;

/**
 * A calendar of a partner that is read every night.
 *
 * @param defaults what the calendar does not say of its activities
 * @param readAt when it was last tried; null: never
 * @param failure why it could not be read then, as the key of a text; null: it could
 * @param report of the last time it was read; null: never
 */
public record PartnerCalendar(
        long id,
        long organisationId,
        String address,
        ActivityDetails defaults,
        @Nullable Instant readAt,
        @Nullable String failure,
        @Nullable SourceReport report) {}
