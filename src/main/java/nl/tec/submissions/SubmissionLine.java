package nl.tec.submissions;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A submission in a list.
 *
 * @param change whether it is a change of an activity in the programme
 * @param dates number of coming dates
 * @param first the first of these dates; null: there are none
 * @param venueKnown false: a venue has to be chosen before it can be accepted
 */
public record SubmissionLine(
        long id,
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
