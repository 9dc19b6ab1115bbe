package nl.tec.submissions.internal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import nl.tec.organisations.Organisations;
import nl.tec.submissions.Submission;
import nl.tec.submissions.Submission.State;
import org.springframework.stereotype.Component;

/** Mails what was decided to whoever sent it in, or else to the organisation; in the transaction of the decision. */
@Component
public class SubmissionNotifier {

    /** A mail per answer. */
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
    private final Accounts accounts;
    private final Organisations organisations;

    SubmissionNotifier(Outbox outbox, Accounts accounts, Organisations organisations) {
        this.outbox = outbox;
        this.accounts = accounts;
        this.organisations = organisations;
    }

    /**
     * @param submission as it is after the decision
     * @param change whether it was in the programme before
     */
    public void decided(Submission submission, boolean change) {
        Optional<Account> sender = Optional.ofNullable(submission.accountId()).flatMap(accounts::find);
        String to = sender.map(Account::email)
                .orElseGet(() -> organisations
                        .find(submission.organisationId())
                        .map(Organisations.Organisation::email)
                        .orElse(""));
        if (to.isBlank()) {
            return;
        }
        Answer answer = answer(submission.state(), change);
        outbox.put(
                answer.template(),
                to,
                sender.map(Account::language).orElse(Texts.DUTCH),
                Map.of(
                        "submission", submission.id(),
                        "version", submission.version(),
                        "nl", submission.title().dutch(),
                        "en", submission.title().english(),
                        "message", submission.message()),
                answer.template() + ":" + submission.id() + ":" + submission.version());
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
