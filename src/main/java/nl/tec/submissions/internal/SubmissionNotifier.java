package nl.tec.submissions.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import nl.tec.mail.DecisionMails;
import nl.tec.mail.Outbox;
import nl.tec.organisations.Correspondents;
import nl.tec.submissions.Submission;
import nl.tec.submissions.Submission.State;
import org.springframework.stereotype.Component;

/** Mails decisions to the submitter, or else to the organisation; in the transaction of the decision. */
@Component
public class SubmissionNotifier {

    /** The answers; each has a mail template. */
    public enum Answer {
        ACCEPTED,
        CHANGE_ACCEPTED,
        QUESTION,
        REFUSED,
        CHANGE_REFUSED;

        String template() {
            return "submission-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Outbox outbox;
    private final Correspondents correspondents;

    SubmissionNotifier(Outbox outbox, Correspondents correspondents) {
        this.outbox = outbox;
        this.correspondents = correspondents;
    }

    /**
     * @param submission its state after the decision
     * @param change whether it was in the programme before
     */
    public void decided(Submission submission, boolean change) {
        Answer answer = answer(submission.state(), change);
        Map<String, Object> payload = new HashMap<>(DecisionMails.payload(submission.title(), submission.message()));
        payload.put("submission", submission.id());
        payload.put("version", submission.version());
        correspondents
                .find(submission.accountId(), submission.organisationId())
                .ifPresent(to -> outbox.put(
                        answer.template(),
                        to.email(),
                        to.language(),
                        payload,
                        answer.template() + ":" + submission.id() + ":" + submission.version()));
    }

    private static Answer answer(State state, boolean change) {
        if (state == State.QUESTION) {
            return Answer.QUESTION;
        }
        return state == State.ACCEPTED
                ? change ? Answer.CHANGE_ACCEPTED : Answer.ACCEPTED
                : change ? Answer.CHANGE_REFUSED : Answer.REFUSED;
    }
}
