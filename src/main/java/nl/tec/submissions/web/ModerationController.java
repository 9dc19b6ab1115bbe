package nl.tec.submissions.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.documents.Markdown;
import nl.tec.hub.Reply;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Programme;
import nl.tec.shared.FormData;
import nl.tec.shared.Outcome;
import nl.tec.submissions.Moderation;
import nl.tec.submissions.PartnerCalendars;
import nl.tec.submissions.Submission;
import nl.tec.submissions.Submission.State;
import nl.tec.submissions.SubmissionFields;
import nl.tec.submissions.SubmissionLine;
import nl.tec.submissions.Submissions;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The moderation of submissions, for the programme manager: the queue, a submission with its changes, and the decisions. */
@Controller
@RequestMapping("/beheer/inzendingen")
class ModerationController {

    private static final String BASE = "/beheer/inzendingen";
    private static final int PAGE = 40;

    private final Moderation moderation;
    private final PartnerCalendars calendars;
    private final Programme programme;
    private final ActivityLabels labels;
    private final Venues venues;
    private final Pages pages;

    ModerationController(
            Moderation moderation,
            PartnerCalendars calendars,
            Programme programme,
            ActivityLabels labels,
            Venues venues,
            Pages pages) {
        this.moderation = moderation;
        this.calendars = calendars;
        this.programme = programme;
        this.labels = labels;
        this.venues = venues;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(FormData query, @AuthenticationPrincipal Actor actor) {
        return list(query, null, actor);
    }

    private JteModel list(FormData query, Moderation.@Nullable Accepted accepted, Actor actor) {
        State state = query.has("stand") ? query.constant("stand", State.class).orElse(null) : State.SUBMITTED;
        Long partner = query.id("partner");
        int from = Math.max(0, Math.min(1_000_000, query.number("vanaf", 0)));
        List<SubmissionLine> lines = moderation.list(state, partner, from, PAGE + 1, actor);
        return pages.submissionsQueue(
                lines.size() > PAGE ? lines.subList(0, PAGE) : lines,
                state,
                partner,
                moderation.partners(),
                calendars.failing(),
                accepted,
                from == 0 ? null : Integer.valueOf(Math.max(0, from - PAGE)),
                lines.size() > PAGE ? Integer.valueOf(from + PAGE) : null);
    }

    /** Accepts the ticked submissions in the version on the screen: {@code kies} is the id and the version. */
    @PostMapping("/accepteer")
    View acceptAll(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Map<Long, Integer> chosen = new LinkedHashMap<>();
        for (String choice : form.all("kies")) {
            if (choice.matches("[0-9]{1,18}-[0-9]{1,9}")) {
                int dash = choice.indexOf('-');
                chosen.put(Long.valueOf(choice.substring(0, dash)), Integer.valueOf(choice.substring(dash + 1)));
            }
        }
        if (chosen.isEmpty()) {
            return reply.warn("submissions.noneChosen", BASE);
        }
        Moderation.Accepted accepted = moderation.acceptAll(chosen, actor);
        return accepted.failed().isEmpty()
                ? reply.saved("submissions.acceptedAll", BASE)
                : reply.page(HttpStatus.CONFLICT, list(form, accepted, actor));
    }

    @GetMapping("/{id:\\d{1,18}}")
    JteModel show(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return page(id, new FormData(), actor);
    }

    @PostMapping("/{id:\\d{1,18}}/accepteer")
    View accept(
            @PathVariable long id,
            @RequestParam("versie") int version,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Moderation.VenueChoice where =
                form.has(SubmissionFields.VENUE) ? new Moderation.VenueChoice(form.id(SubmissionFields.VENUE)) : null;
        return answered(moderation.accept(id, version, where, actor), id, "submissions.accepted", form, actor, reply);
    }

    @PostMapping("/{id:\\d{1,18}}/vraag")
    View ask(
            @PathVariable long id,
            @RequestParam("versie") int version,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        return answered(
                moderation.ask(id, version, form.text(SubmissionFields.MESSAGE), actor),
                id,
                "submissions.asked",
                form,
                actor,
                reply);
    }

    @PostMapping("/{id:\\d{1,18}}/weiger")
    View refuse(
            @PathVariable long id,
            @RequestParam("versie") int version,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        return answered(
                moderation.refuse(id, version, form.text(SubmissionFields.MESSAGE), actor),
                id,
                "submissions.refused",
                form,
                actor,
                reply);
    }

    private View answered(Outcome<Submission> outcome, long id, String flash, FormData form, Actor actor, Reply reply) {
        return outcome.either(
                done -> reply.saved(flash, BASE),
                problems -> reply.refused(Submissions.OUTDATED, problems, page(id, form, actor)));
    }

    private JteModel page(long id, FormData form, Actor actor) {
        Submission submission = moderation.get(id, actor);
        List<Venue> all = venues.list();
        Submission.Place place = submission.place();
        Venue alike = place == null
                ? null
                : all.stream()
                        .filter(venue -> venue.name().dutch().equalsIgnoreCase(place.name()))
                        .findFirst()
                        .orElse(null);
        return pages.submissionsModerate(
                submission,
                submission.activityId() == null
                        ? null
                        : programme.find(submission.activityId()).orElse(null),
                moderation.changes(submission),
                moderation.told(submission),
                Markdown.html(submission.details().words().description().in(LocaleContextHolder.getLocale()), 2),
                form,
                all,
                alike,
                labels);
    }
}
