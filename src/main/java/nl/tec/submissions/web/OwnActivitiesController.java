package nl.tec.submissions.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.Role;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.submissions.Submission;
import nl.tec.submissions.SubmissionDraft;
import nl.tec.submissions.SubmissionFields;
import nl.tec.submissions.SubmissionForm;
import nl.tec.submissions.SubmissionLine;
import nl.tec.submissions.Submissions;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The own activities of a partner: the list, the form, and cancelling. */
@Controller
@RequestMapping("/partner/activiteiten")
class OwnActivitiesController {

    private static final String BASE = "/partner/activiteiten";
    private static final int PAGE = 40;

    /** The field for the action after a valid form. */
    private static final String THEN = "dan";

    private final Submissions submissions;
    private final Venues venues;
    private final OrganisationNames names;
    private final Pages pages;

    OwnActivitiesController(Submissions submissions, Venues venues, OrganisationNames names, Pages pages) {
        this.submissions = submissions;
        this.venues = venues;
        this.names = names;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(FormData query, @AuthenticationPrincipal Actor actor) {
        long organisation = organisation(actor, query);
        List<Long> own = actor.organisations(Role.PARTNER);
        int from = Math.max(0, Math.min(1_000_000, query.number("vanaf", 0)));
        List<SubmissionLine> lines = submissions.list(organisation, from, PAGE + 1, actor);
        return pages.submissionsOwn(
                organisation,
                names.name(organisation),
                own.size() > 1 ? names.names(own) : Map.of(),
                lines.size() > PAGE ? lines.subList(0, PAGE) : lines,
                from == 0 ? null : Integer.valueOf(Math.max(0, from - PAGE)),
                lines.size() > PAGE ? Integer.valueOf(from + PAGE) : null);
    }

    /** Returns the organisation in {@code van} if somebody works for it, else the first one they work for. */
    static long organisation(Actor actor, FormData form) {
        return form.organisation(actor.organisations(Role.PARTNER));
    }

    @GetMapping("/nieuw")
    JteModel create(FormData query, @AuthenticationPrincipal Actor actor) {
        return form(SubmissionForm.empty(), organisation(actor, query), null);
    }

    @PostMapping("/nieuw")
    View create(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        long organisation = organisation(actor, form);
        SubmissionDraft draft = SubmissionForm.draft(form, organisation, null);
        boolean submit = submits(form);
        Outcome<Submission> outcome = form.problems().any()
                ? Outcome.refused(submissions.check(draft).and(form.problems()))
                : submissions.create(organisation, draft, submit, actor);
        return outcome.either(
                made -> reply.saved(submit ? "submissions.sent" : "submissions.saved", BASE + "/" + made.id()),
                problems -> reply.refused(problems, form(form, organisation, null)));
    }

    @GetMapping("/{id:\\d{1,18}}")
    JteModel show(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        Submission submission = submissions.get(id, actor);
        return form(SubmissionForm.of(submission), submission.organisationId(), submission);
    }

    @PostMapping("/{id:\\d{1,18}}")
    View change(
            @PathVariable long id,
            @RequestParam("versie") int version,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Submission submission = submissions.get(id, actor);
        SubmissionDraft draft = SubmissionForm.draft(form, submission.organisationId(), submission.details());
        Outcome<Submission> outcome = form.problems().any()
                ? Outcome.refused(submissions.check(draft).and(form.problems()))
                : submissions.change(id, version, draft, submits(form), actor);
        return outcome.either(
                changed -> reply.saved(changed.waits() ? "submissions.sent" : "submissions.saved", BASE + "/" + id),
                problems -> reply.refused(
                        Submissions.OUTDATED,
                        problems,
                        form(form, submission.organisationId(), submissions.get(id, actor))));
    }

    private static boolean submits(FormData form) {
        return form.has(THEN, "stuur");
    }

    @PostMapping("/{id:\\d{1,18}}/kopie")
    View copy(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        return reply.saved(
                "submissions.copied", BASE + "/" + submissions.copy(id, actor).id());
    }

    /** Shows who would be notified, before anything is cancelled. @param dateId null: all dates */
    @GetMapping("/{id:\\d{1,18}}/afzeggen")
    JteModel askCancel(
            @PathVariable long id,
            @RequestParam(name = "datum", required = false) @Nullable Long dateId,
            @AuthenticationPrincipal Actor actor) {
        return cancelPage(submissions.get(id, actor), dateId, "");
    }

    @PostMapping("/{id:\\d{1,18}}/afzeggen")
    View cancel(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Submission submission = submissions.get(id, actor);
        Long dateId = form.id("datum");
        String reason = form.text(SubmissionFields.REASON).strip();
        Outcome<Submission> outcome = dateId == null
                ? submissions.withdrawWithUndo(id, reason, actor)
                : submissions.cancelWithUndo(id, dateId, reason, actor);
        return outcome.either(
                done -> cancelled(done, dateId == null, reply),
                problems -> reply.refused(problems, cancelPage(submission, dateId, reason)));
    }

    /** @param all whether the whole activity was withdrawn, which removes a draft */
    private View cancelled(Submission submission, boolean all, Reply reply) {
        String page = BASE + "/" + submission.id();
        if (!submissions.cancelling(submission).isEmpty()) {
            return reply.saved(all ? "submissions.withdraws" : "submissions.cancels", page);
        }
        return all
                ? reply.saved("submissions.withdrawn", BASE + "?van=" + submission.organisationId())
                : reply.saved("submissions.cancelled", page);
    }

    @PostMapping("/{id:\\d{1,18}}/terug/{change:\\d{1,18}}")
    View undo(@PathVariable long id, @PathVariable long change, @AuthenticationPrincipal Actor actor, Reply reply) {
        String page = BASE + "/" + id;
        return submissions
                .undo(id, change, actor)
                .either(
                        done -> reply.saved("submissions.undone", page),
                        problems -> reply.warn("submissions.undoLate", page));
    }

    private JteModel cancelPage(Submission submission, @Nullable Long dateId, String reason) {
        Submission.Date date = dateId == null
                ? null
                : submission.dates().stream()
                        .filter(one -> one.id() == dateId && !one.cancelled())
                        .findFirst()
                        .orElseThrow(() -> new NotFound("date " + dateId + " of submission " + submission.id()));
        return pages.submissionsCancel(
                submission, date, submissions.told(submission, date == null ? List.of() : List.of(date.id())), reason);
    }

    private JteModel form(FormData form, long organisation, @Nullable Submission submission) {
        return pages.submissionsForm(
                form,
                organisation,
                names.name(organisation),
                submission,
                submission == null ? List.of() : submissions.cancelling(submission),
                venues.list());
    }
}
