package nl.tec.submissions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.programme.SessionBookings;
import nl.tec.programme.Sessions;
import nl.tec.shared.Bilingual;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.submissions.Submission.State;
import nl.tec.submissions.internal.Publishing;
import nl.tec.submissions.internal.SubmissionChanges;
import nl.tec.submissions.internal.SubmissionNotifier;
import nl.tec.submissions.internal.SubmissionQueries;
import nl.tec.submissions.internal.SubmissionStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The moderation of submissions. A programme manager accepts a submission, asks about it or refuses it, and the partner is mailed.
 * Accepting is the only way into the programme. For programme managers only.
 */
@Service
public class Moderation {

    private static final int MAX_MESSAGE = 1000;

    private final SubmissionStore store;
    private final SubmissionQueries queries;
    private final SubmissionChanges changes;
    private final Sessions sessions;
    private final Publishing publishing;
    private final SubmissionNotifier notifier;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Moderation(
            SubmissionStore store,
            SubmissionQueries queries,
            SubmissionChanges changes,
            Sessions sessions,
            Publishing publishing,
            SubmissionNotifier notifier,
            Audit audit,
            TransactionTemplate transaction) {
        this.store = store;
        this.queries = queries;
        this.changes = changes;
        this.sessions = sessions;
        this.publishing = publishing;
        this.notifier = notifier;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** @param state null: all but drafts. @param organisationId null: of all partners. @param offset number to skip */
    public List<SubmissionLine> list(
            @Nullable State state, @Nullable Long organisationId, int offset, int limit, Actor actor) {
        actor.requireRole(Role.PROGRAMME_MANAGER);
        return queries.list(state, organisationId, offset, limit);
    }

    /** Returns the partners that ever sent something in: names by id. */
    public Map<Long, String> partners() {
        return queries.partners();
    }

    /** Counts the submissions that wait. */
    public int waiting() {
        return queries.count(State.SUBMITTED);
    }

    public Submission get(long id, Actor actor) {
        actor.requireRole(Role.PROGRAMME_MANAGER);
        Submission submission = store.get(id);
        if (submission.state() == State.DRAFT) {
            throw new NotFound("submission " + id + " is a draft");
        }
        return submission;
    }

    /**
     * A value that changes when a submission is accepted.
     *
     * @param key of the text with its label
     */
    public record Change(String key, String from, String to) {}

    /** Returns the changes in the programme by accepting; empty for a new activity. */
    public List<Change> changes(Submission submission) {
        return changes.of(submission);
    }

    /** Returns whom accepting mails because a date they booked or guide moves or is cancelled. */
    public SessionBookings.Recipients told(Submission submission) {
        return sessions.told(changes.moved(submission));
    }

    /**
     * The choice of a venue.
     *
     * @param venueId null: the place that the partner described, which becomes a venue
     */
    public record VenueChoice(@Nullable Long venueId) {}

    /**
     * Publishes a submission in the programme as it stands here. Participants of dates that move or are cancelled are notified.
     *
     * @param version the one that was on the screen
     * @param where null: at the venue in the submission
     */
    public Outcome<Submission> accept(long id, int version, @Nullable VenueChoice where, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        Outcome<Submission> outcome = transaction.execute(status -> {
            Submission current = store.lock(id);
            Problems problems = decidable(current, version);
            if (!problems.any()) {
                problems.and(publishing.publish(current, where, by));
            }
            if (problems.any()) {
                status.setRollbackOnly();
                return Outcome.refused(problems);
            }
            return Outcome.done(decided(current, State.ACCEPTED, "", by));
        });
        return outcome;
    }

    /** The outcome of accepting many. @param failed by title, with the first reason */
    public record Accepted(int accepted, List<Failed> failed) {}

    public record Failed(long id, Bilingual title, Problems.Problem why) {}

    /**
     * Accepts new submissions as they are, each in its own transaction; those that changed meanwhile or can't be accepted are left alone.
     * So are changes of what is in the programme already: who accepts one has to see first who is mailed about it.
     */
    public Accepted acceptAll(Map<Long, Integer> versionsById, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        int accepted = 0;
        List<Failed> failed = new ArrayList<>();
        for (Map.Entry<Long, Integer> one : versionsById.entrySet()) {
            Outcome<Submission> outcome = store.get(one.getKey()).isChange()
                    ? Outcome.refused("submissions.check.openFirst")
                    : accept(one.getKey(), one.getValue(), null, by);
            if (outcome instanceof Outcome.Refused<Submission> refused) {
                failed.add(new Failed(
                        one.getKey(),
                        store.get(one.getKey()).title(),
                        refused.problems().all().get(0)));
            } else {
                accepted++;
            }
        }
        return new Accepted(accepted, List.copyOf(failed));
    }

    /** Asks the partner a question; the submission waits for the answer. */
    public Outcome<Submission> ask(long id, int version, String question, Actor by) {
        return answered(id, version, State.QUESTION, question, by);
    }

    /** Refuses a submission. The programme is unchanged. @param reason mailed to the partner */
    public Outcome<Submission> refuse(long id, int version, String reason, Actor by) {
        return answered(id, version, State.REFUSED, reason, by);
    }

    private Outcome<Submission> answered(long id, int version, State state, String message, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        Outcome<Submission> outcome = transaction.execute(status -> {
            Submission current = store.lock(id);
            Problems problems = decidable(current, version)
                    .addIf(message.isBlank(), SubmissionFields.MESSAGE, "submissions.check.message." + state)
                    .addIfLonger(message, MAX_MESSAGE, SubmissionFields.MESSAGE);
            return problems.any()
                    ? Outcome.refused(problems)
                    : Outcome.done(decided(current, state, message.strip(), by));
        });
        return outcome;
    }

    private Submission decided(Submission before, State state, String message, Actor by) {
        store.decide(before.id(), state, message, by.accountId());
        audit.add(by, "SUBMISSION_" + state, "SUBMISSION", before.id());
        Submission submission = store.get(before.id());
        notifier.decided(submission, before.isChange());
        return submission;
    }

    private static Problems decidable(Submission submission, int version) {
        return new Problems()
                .addIf(!submission.waits(), "", "submissions.check.notWaiting")
                .addIf(submission.waits() && submission.version() != version, "", Submissions.OUTDATED);
    }
}
