package nl.tec.submissions;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.programme.Activity;
import nl.tec.programme.BoardChange;
import nl.tec.programme.BoardChanges;
import nl.tec.programme.Catalogue;
import nl.tec.programme.Sessions;
import nl.tec.shared.Bilingual;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.submissions.Submission.Source;
import nl.tec.submissions.Submission.State;
import nl.tec.submissions.internal.SubmissionCheck;
import nl.tec.submissions.internal.SubmissionQueries;
import nl.tec.submissions.internal.SubmissionStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The own activities of a partner: made, changed, sent in and withdrawn by its people (rules 9). The programme changes only when a
 * programme manager accepts it ({@link Moderation}); cancelling takes effect without that, because people would come for nothing: of a page
 * after ten minutes in which it can be undone, of a program at once.
 * Activities of another partner are reported as {@link NotFound}.
 */
@Service
public class Submissions {

    /** The reason for refusing a change when somebody else made another one meanwhile. */
    public static final String OUTDATED = "submissions.check.outdated";

    private static final int MAX_REASON = 500;

    private final SubmissionStore store;
    private final SubmissionQueries queries;
    private final SubmissionCheck check;
    private final Catalogue catalogue;
    private final Sessions sessions;
    private final BoardChanges changes;
    private final Accounts accounts;
    private final Audit audit;
    private final Clock clock;

    Submissions(
            SubmissionStore store,
            SubmissionQueries queries,
            SubmissionCheck check,
            Catalogue catalogue,
            Sessions sessions,
            BoardChanges changes,
            Accounts accounts,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.queries = queries;
        this.check = check;
        this.catalogue = catalogue;
        this.sessions = sessions;
        this.changes = changes;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the submissions of a partner; those that need an answer first. @param offset number to skip */
    public List<SubmissionLine> list(long organisationId, int offset, int limit, Actor actor) {
        actor.requireRole(Role.PARTNER, organisationId);
        return queries.ofPartner(organisationId, offset, limit);
    }

    public Submission get(long id, Actor actor) {
        return mine(store.get(id), actor);
    }

    /** Returns a submission and locks it until the transaction of the caller ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Submission hold(long id, Actor actor) {
        return mine(store.lock(id), actor);
    }

    /** Counts the submissions with a question of a programme manager, of the partners somebody works for. */
    public int questions(Actor actor) {
        List<Long> own = actor.organisations(Role.PARTNER);
        return own.isEmpty() ? 0 : queries.questions(own);
    }

    /** Checks a draft, for a form with fields that could not be read. */
    public Problems check(SubmissionDraft draft) {
        return check.of(draft, null, false);
    }

    /** @param submit false: a draft that only the partner sees */
    @Transactional
    public Outcome<Submission> create(long organisationId, SubmissionDraft draft, boolean submit, Actor by) {
        by.requireRole(Role.PARTNER, organisationId);
        Problems problems = check.of(draft, null, submit);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.insert(organisationId, Source.FORM, draft, by.accountId());
        audit.add(by, "SUBMISSION_CREATED", "SUBMISSION", id);
        return Outcome.done(submit ? submitted(id, by) : store.get(id));
    }

    /**
     * Changes a submission. The programme is unchanged until this is accepted.
     *
     * @param version the one that was on the screen
     * @param submit false: only save; accepted and waiting submissions are always sent in
     */
    @Transactional
    public Outcome<Submission> change(long id, int version, SubmissionDraft draft, boolean submit, Actor by) {
        Submission current = mine(store.lock(id), by);
        if (current.version() != version) {
            return Outcome.refused(OUTDATED);
        }
        if (current.state() == State.WITHDRAWN) {
            return Outcome.refused("submissions.check.withdrawn");
        }
        boolean send = submit || current.state() == State.ACCEPTED || current.state() == State.SUBMITTED;
        Problems problems = check.of(draft, current, send);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.update(current, draft);
        audit.add(by, "SUBMISSION_CHANGED", "SUBMISSION", id);
        return Outcome.done(send ? submitted(id, by) : store.get(id));
    }

    private Submission submitted(long id, Actor by) {
        store.submit(id, by.accountId());
        audit.add(by, "SUBMISSION_SENT", "SUBMISSION", id);
        return store.get(id);
    }

    /** Copies the content without dates to a draft, with '(kopie)' behind its title. */
    @Transactional
    public Submission copy(long id, Actor by) {
        Submission original = mine(store.get(id), by);
        Bilingual title = original.title();
        Bilingual other = new Bilingual(
                cut(title.dutch()) + " (kopie)", title.english().isEmpty() ? "" : cut(title.english()) + " (copy)");
        long copy = store.insert(
                original.organisationId(),
                Source.FORM,
                new SubmissionDraft(original.details().titled(other), original.place(), List.of(), ""),
                by.accountId());
        audit.add(by, "SUBMISSION_CREATED", "SUBMISSION", copy);
        return store.get(copy);
    }

    private static String cut(String title) {
        return title.length() > 90 ? title.substring(0, 90) : title;
    }

    /** Counts the sign-ups and bookings that are notified when these dates are cancelled; without dates: all coming ones. */
    public int told(Submission submission, Collection<Long> dateIds) {
        return sessions.bookings(sessionIds(toCome(submission, dateIds)));
    }

    /**
     * Cancels dates immediately: participants are notified, with the reason.
     *
     * @param reason for the participants; may be empty when none of the dates is in the programme
     */
    @Transactional
    public Outcome<Submission> cancel(long id, Collection<Long> dateIds, String reason, Actor by) {
        Submission current = mine(store.lock(id), by);
        List<Submission.Date> dates = dateIds.isEmpty() ? List.of() : toCome(current, dateIds);
        Problems problems = calledOff(dates, reason, by);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.cancelDates(ids(dates), reasonOrDash(reason));
        audit.add(by, "SUBMISSION_DATES_CANCELLED", "SUBMISSION", id);
        return Outcome.done(store.get(id));
    }

    /** Withdraws a submission: its coming dates are cancelled, and it leaves the programme. A draft is removed. */
    @Transactional
    public Outcome<Submission> withdraw(long id, String reason, Actor by) {
        Submission current = mine(store.lock(id), by);
        List<Submission.Date> dates = toCome(current, List.of());
        Problems problems = calledOff(dates, reason, by);
        Long activityId = current.activityId();
        if (!problems.any() && activityId != null) {
            Activity activity = catalogue.find(activityId).orElseThrow();
            if (activity.state() != Activity.State.CANCELLED
                    && catalogue.cancel(activityId, activity.version(), reason, by)
                            instanceof Catalogue.Refused refused) {
                problems.and(refused.problems());
            }
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        audit.add(by, "SUBMISSION_WITHDRAWN", "SUBMISSION", id);
        if (current.state() == State.DRAFT) {
            store.delete(id);
            return Outcome.done(current);
        }
        store.cancelDates(ids(dates), reasonOrDash(reason));
        store.withdraw(id);
        return Outcome.done(store.get(id));
    }

    /**
     * Cancels a date at the end of the undo window, in which nobody is notified (rules 3.11); one that is not in the programme at once.
     *
     * @return refused if the reason is missing
     */
    public Outcome<Submission> cancelWithUndo(long id, long dateId, String reason, Actor by) {
        Submission current = mine(store.get(id), by);
        List<Long> held = sessionIds(toCome(current, List.of(dateId)));
        Problems problems = tooLong(reason);
        if (held.isEmpty() || problems.any()) {
            return problems.any() ? Outcome.refused(problems) : cancel(id, List.of(dateId), reason, by);
        }
        return changes.cancel(held, reason, by)
                .either(change -> asked(id, "SUBMISSION_DATES_CANCELLED", by), Outcome::refused);
    }

    /** Withdraws a submission at the end of the undo window, as {@link #cancelWithUndo}; one without dates in the programme at once. */
    public Outcome<Submission> withdrawWithUndo(long id, String reason, Actor by) {
        Submission current = mine(store.get(id), by);
        Long activityId = current.activityId();
        Problems problems = tooLong(reason);
        if (activityId == null || sessionIds(toCome(current, List.of())).isEmpty() || problems.any()) {
            return problems.any() ? Outcome.refused(problems) : withdraw(id, reason, by);
        }
        Activity activity = catalogue.find(activityId).orElseThrow();
        Catalogue.Result result = changes.cancelActivity(activityId, activity.version(), reason, by);
        if (result instanceof Catalogue.Refused refused) {
            return Outcome.refused(refused.problems());
        }
        return result instanceof Catalogue.Saved ? asked(id, "SUBMISSION_WITHDRAWN", by) : Outcome.refused(OUTDATED);
    }

    private Outcome<Submission> asked(long id, String action, Actor by) {
        audit.add(by, action, "SUBMISSION", id);
        return Outcome.done(store.get(id));
    }

    /** Finds the cancellations by people of the partner that can still be undone, latest first; not those on the planning board. */
    public List<BoardChange> cancelling(Submission submission) {
        Long activityId = submission.activityId();
        if (activityId == null) {
            return List.of();
        }
        Set<Long> colleagues = accounts.members(submission.organisationId(), Role.PARTNER).stream()
                .map(Account::id)
                .collect(Collectors.toSet());
        return Stream.concat(
                        changes.openOfActivity(activityId).stream(),
                        changes.open(sessionIds(submission.dates())).stream())
                .filter(change -> change.kind() == BoardChange.Kind.CANCEL && colleagues.contains(change.accountId()))
                .distinct()
                .toList();
    }

    /** Undoes a cancellation by oneself or a colleague. */
    public Outcome<Long> undo(long id, long changeId, Actor by) {
        return cancelling(get(id, by)).stream().anyMatch(change -> change.id() == changeId)
                ? changes.undo(changeId, by)
                : Outcome.refused("board.undo.late");
    }

    private static Problems tooLong(String reason) {
        return new Problems().addIfLonger(reason, MAX_REASON, SubmissionFields.REASON);
    }

    private Problems calledOff(List<Submission.Date> dates, String reason, Actor by) {
        List<Long> held = sessionIds(dates);
        Problems problems = tooLong(reason);
        return problems.any()
                        || held.isEmpty()
                        || !(sessions.cancel(held, reason, by) instanceof Sessions.Refused refused)
                ? problems
                : problems.and(refused.problems());
    }

    private static String reasonOrDash(String reason) {
        return reason.isBlank() ? "-" : reason.strip();
    }

    private List<Submission.Date> toCome(Submission submission, Collection<Long> dateIds) {
        return submission.dates().stream()
                .filter(date -> dateIds.isEmpty() || dateIds.contains(date.id()))
                .filter(date -> !date.cancelled() && date.slot().end().isAfter(clock.instant()))
                .toList();
    }

    private static List<Long> ids(List<Submission.Date> dates) {
        return dates.stream().map(Submission.Date::id).toList();
    }

    private static List<Long> sessionIds(List<Submission.Date> dates) {
        return dates.stream()
                .map(Submission.Date::sessionId)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Submission mine(Submission submission, Actor actor) {
        actor.requireRole(Role.PARTNER, submission.organisationId());
        return submission;
    }
}
