package nl.tec.submissions;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A submission in a list.
 *
 * @param change of something that is in the programme
 * @param dates to come that go on
 * @param first of those; null: there are none
 * @param venueKnown false: before it can be accepted somebody has to say where it is
 */
public record SubmissionLine(
        long id,
        long organisationId,
        String organisation,
        Bilingual title,
        World world,
        Submission.State state,
        Submission.Source source,
        int version,
        boolean change,
        int dates,
        @Nullable Instant first,
        boolean venueKnown,
        @Nullable Instant submittedAt) {}
