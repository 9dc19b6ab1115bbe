package nl.tec.submissions;

import java.util.List;
import nl.tec.programme.ActivityDetails;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * An activity that a partner proposes for the programme, in its current state. Once accepted it has an activity, which stays as it was
 * until a change is accepted too.
 *
 * @param details those of the activity; the venue may be missing
 * @param place its place, when that is not one of the venues
 * @param dates in order of time
 * @param note of the partner, for the programme manager
 * @param message the question, or the reason for the refusal
 * @param activityId in the programme; null: never accepted
 * @param accountId the account that is notified of the decision; null: the account is gone
 */
public record Submission(
        long id,
        long organisationId,
        String organisation,
        State state,
        int version,
        ActivityDetails details,
        @Nullable Place place,
        List<Date> dates,
        String note,
        String message,
        @Nullable Long activityId,
        @Nullable Long accountId) {

    public enum State {
        /** Only the partner sees it. */
        DRAFT,
        /** Waits for a programme manager. */
        SUBMITTED,
        /** The programme manager asked a question. */
        QUESTION,
        /** In the programme in this version. */
        ACCEPTED,
        /** Not accepted, or its last change was not. */
        REFUSED,
        /** Withdrawn by the partner; its dates in the programme are cancelled. */
        WITHDRAWN
    }

    /** The channel by which a submission came in. */
    public enum Source {
        FORM,
        FILE,
        CALENDAR
    }

    /** A place that is not one of the venues; only the name is always there. */
    public record Place(String name, String street, String postcode, String town) {}

    /**
     * @param sessionId in the programme; null: not yet
     * @param cancelReason why it is cancelled; null: it is not
     */
    public record Date(
            long id,
            TimeSlot slot,
            @Nullable Long sessionId,
            @Nullable String cancelReason) {

        public boolean cancelled() {
            return cancelReason != null;
        }
    }

    public Bilingual title() {
        return details.words().title();
    }

    /** Whether it is a change of an activity that is in the programme already. */
    public boolean isChange() {
        return activityId != null;
    }

    /** Whether a programme manager has to decide. */
    public boolean waits() {
        return state == State.SUBMITTED;
    }
}
