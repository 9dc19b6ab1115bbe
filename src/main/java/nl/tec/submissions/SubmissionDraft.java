package nl.tec.submissions;

import java.util.List;
import nl.tec.programme.ActivityDetails;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * The details of a submission, as a partner enters them.
 *
 * @param place its place, when that is not one of the venues
 * @param note for the programme manager
 */
public record SubmissionDraft(
        ActivityDetails details, Submission.@Nullable Place place, List<Date> dates, String note) {

    /**
     * @param id of the date that is changed; null: a new one
     * @param row of the form, where problems are shown
     */
    public record Date(@Nullable Long id, TimeSlot slot, int row) {}

    public SubmissionDraft {
        dates = List.copyOf(dates);
    }
}
