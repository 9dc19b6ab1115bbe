package nl.tec.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import nl.tec.exchange.ApiCaller;
import nl.tec.exchange.ApiScope;
import nl.tec.exchange.web.ApiProblem.Fault;
import nl.tec.exchange.web.ApiProblem.Kind;
import nl.tec.exchange.web.JsonForm.Type;
import nl.tec.exchange.web.OwnAnswers.Written;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.ActivityFields;
import nl.tec.programme.ActivityKind;
import nl.tec.shared.Audience;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.World;
import nl.tec.submissions.Submission;
import nl.tec.submissions.SubmissionDraft;
import nl.tec.submissions.SubmissionFields;
import nl.tec.submissions.SubmissionForm;
import nl.tec.submissions.Submissions;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The own activities of a partner for programs: the same as the pages under {@code /partner/activiteiten}, moderation included. */
@RestController
@RequestMapping(ApiAnswers.ROOT + "/eigen-activiteiten")
class OwnActivitiesApi {

    /** The property that tells whether to send in the activity as well. */
    private static final String SUBMIT = "indienen";

    static final JsonForm FORM = new JsonForm()
            .withBoth("titel", ActivityFields.TITLE)
            .withBoth("belofte", ActivityFields.PROMISE)
            .withBoth("beschrijving", ActivityFields.DESCRIPTION)
            .withBoth("nodig", ActivityFields.NEEDS)
            .withChoice("soort", "soort", ActivityKind.class)
            .withChoice("deelname", ActivityFields.TAKES, Takes.class)
            .withChoice("wereld", ActivityFields.WORLDS, World.class)
            .withChoices("doelgroepen", ActivityFields.AUDIENCES, Audience.class)
            .withSpan("groepen", ActivityFields.GROUPS)
            .withSpan("klassen", ActivityFields.YEARS)
            .withSpan("leeftijd", ActivityFields.AGES)
            .with("plaatsen", ActivityFields.SIZE_MAX, Type.NUMBER)
            .with("prijsCent", ActivityFields.COST_PARTICIPANT, Type.CENTS)
            .with("locatie", ActivityFields.PLACE, Type.TEXT)
            .with("anderePlek.naam", SubmissionFields.PLACE_NAME, Type.TEXT)
            .with("anderePlek.straat", SubmissionFields.STREET, Type.TEXT)
            .with("anderePlek.postcode", SubmissionFields.POSTCODE, Type.TEXT)
            .with("anderePlek.plaats", SubmissionFields.TOWN, Type.TEXT)
            .with("aanmeldadres", ActivityFields.SIGN_UP_URL, Type.TEXT)
            .with("bericht", SubmissionFields.NOTE, Type.TEXT)
            .with("data[].id", "datum-", Type.NUMBER)
            .with("data[].datum", "dag-", Type.DAY)
            .with("data[].van", "van-", Type.TIME)
            .with("data[].tot", "tot-", Type.TIME)
            .withCommand(SUBMIT, SUBMIT);

    static final JsonForm WITHDRAWAL = new JsonForm().with("reden", SubmissionFields.REASON, Type.TEXT);

    private final Submissions submissions;
    private final Venues venues;
    private final OwnAnswers answers;

    OwnActivitiesApi(Submissions submissions, Venues venues, OwnAnswers answers) {
        this.submissions = submissions;
        this.venues = venues;
        this.answers = answers;
    }

    @GetMapping
    @NeedsKey(ApiScope.ACTIVITIES_READ)
    ResponseEntity<byte[]> list(@RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.page(
                submissions.list(caller.organisationId(), 0, Integer.MAX_VALUE, caller.actor()),
                line -> line.id(),
                ApiModels.OwnActivityItem::of,
                request);
    }

    @PostMapping
    @NeedsKey(ApiScope.ACTIVITIES_WRITE)
    ResponseEntity<byte[]> create(@RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.write(caller, request, body -> {
            FormData form = form(body, new FormData());
            SubmissionDraft draft = SubmissionForm.draft(form, caller.organisationId(), null);
            Submission made = done(
                    form.problems().any()
                            ? unread(form, draft)
                            : submissions.create(caller.organisationId(), draft, submits(form), caller.actor()));
            return new Written(ApiAnswers.ROOT + "/eigen-activiteiten/" + made.id(), json(made));
        });
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    @NeedsKey(ApiScope.ACTIVITIES_READ)
    ResponseEntity<byte[]> one(
            @PathVariable long id, @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.one(json(mine(submissions.get(id, caller.actor()), caller)), request);
    }

    @PutMapping("/{id:[0-9]{1,18}}")
    @NeedsKey(ApiScope.ACTIVITIES_WRITE)
    ResponseEntity<byte[]> change(
            @PathVariable long id, @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.write(caller, request, body -> {
            Submission current = mine(submissions.hold(id, caller.actor()), caller);
            answers.requireMatch(request, json(current));
            FormData form = form(body, SubmissionForm.of(current));
            SubmissionDraft draft = SubmissionForm.draft(form, caller.organisationId(), current.details());
            return new Written(
                    null,
                    json(done(
                            form.problems().any()
                                    ? unread(form, draft)
                                    : submissions.change(
                                            id, current.version(), draft, submits(form), caller.actor()))));
        });
    }

    /** Withdraws an activity: its coming dates are cancelled. A draft is removed. */
    @PostMapping("/{id:[0-9]{1,18}}/intrekking")
    @NeedsKey(ApiScope.ACTIVITIES_WRITE)
    ResponseEntity<byte[]> withdraw(
            @PathVariable long id, @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        return answers.write(caller, request, body -> {
            FormData form = WITHDRAWAL.read(body, new FormData());
            answers.requireMatch(request, json(mine(submissions.hold(id, caller.actor()), caller)));
            Outcome<Submission> outcome = submissions.withdraw(id, form.line(SubmissionFields.REASON), caller.actor());
            ObjectNode gone = json(WITHDRAWAL.done(outcome, Submissions.OUTDATED));
            return new Written(null, gone.put("stand", Submission.State.WITHDRAWN.name()));
        });
    }

    /** Restricts access to the organisation of the key, even if its maker has more rights. */
    private static Submission mine(Submission submission, ApiCaller caller) {
        if (submission.organisationId() != caller.organisationId()) {
            throw new NotFound("activity " + submission.id());
        }
        return submission;
    }

    private static boolean submits(FormData form) {
        return form.has(SUBMIT, "ja");
    }

    private Outcome<Submission> unread(FormData form, SubmissionDraft draft) {
        return Outcome.refused(submissions.check(draft).and(form.problems()));
    }

    private static Submission done(Outcome<Submission> outcome) {
        return FORM.done(outcome, Submissions.OUTDATED);
    }

    /** Reads the form as a page would send it: with the id of a venue, and whether people sign up elsewhere. */
    private FormData form(JsonNode body, FormData before) {
        FormData form = FORM.read(body, before);
        String key = form.line(ActivityFields.PLACE);
        if (!key.isEmpty()) {
            form.put(
                    ActivityFields.PLACE,
                    venues.find(key)
                            .map(Venue::id)
                            .orElseThrow(() -> new ApiProblem(
                                    Kind.REFUSED, List.of(new Fault("/locatie", "exchange.fault.venue")))));
        }
        return form.put(
                SubmissionFields.SIGN_UP,
                form.line(ActivityFields.SIGN_UP_URL).isEmpty() ? SubmissionFields.HERE : SubmissionFields.ELSEWHERE);
    }

    private ObjectNode json(Submission submission) {
        FormData form = SubmissionForm.of(submission);
        Long venue = form.id(ActivityFields.PLACE);
        form.put(
                ActivityFields.PLACE,
                venue == null ? "" : venues.find(venue).map(Venue::key).orElse(""));
        ObjectNode json = answers.object()
                .put("id", submission.id())
                .put("stand", submission.state().name())
                .put("uitleg", submission.message())
                .put("inProgramma", submission.isChange());
        FORM.write(form, json);
        return json;
    }
}
