package nl.tec.planning.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.ArrayList;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.planning.PlannedVisit.Answer;
import nl.tec.planning.Publications;
import nl.tec.planning.Rounds;
import nl.tec.planning.SchoolPlan;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** The page with the planned visits of a school, which it accepts, asks to change, or gives back. */
@Controller
class SchoolPlanController {

    private static final String ADDRESS = "/school/jaarplan";

    private final Rounds rounds;
    private final Publications publications;
    private final Schools schools;
    private final Pages pages;

    SchoolPlanController(Rounds rounds, Publications publications, Schools schools, Pages pages) {
        this.rounds = rounds;
        this.publications = publications;
        this.schools = schools;
        this.pages = pages;
    }

    @GetMapping(ADDRESS)
    JteModel show(@AuthenticationPrincipal Actor actor) {
        return page(actor, new FormData());
    }

    private JteModel page(Actor actor, FormData form) {
        List<SchoolPlan> plans = new ArrayList<>();
        for (SchoolSite school : schools.of(actor)) {
            rounds.ofSchool(school.id()).stream()
                    .filter(round -> round.publishedAt() != null)
                    .findFirst()
                    .ifPresent(round -> plans.add(new SchoolPlan(
                            school,
                            round,
                            publications.ofSchool(round.id(), school.id(), actor),
                            publications.isOpen(round))));
        }
        return pages.planningSchoolPlan(plans, form);
    }

    @PostMapping(ADDRESS + "/{round:[0-9]{1,18}}/{site:[0-9]{1,18}}/goed")
    View acceptAll(
            @PathVariable long round, @PathVariable long site, @AuthenticationPrincipal Actor actor, Reply reply) {
        publications.acceptAll(round, site, actor);
        return reply.saved("planning.answer.accepted", ADDRESS);
    }

    @PostMapping(ADDRESS + "/bezoek/{visit:[0-9]{1,18}}")
    View answer(@PathVariable long visit, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Answer answer = form.constant("antwoord", Answer.class)
                .filter(one -> one != Answer.OPEN)
                .orElseThrow(() -> new NotFound("answer"));
        return publications
                .answer(visit, answer, form.line(Publications.NOTE + visit), actor)
                .either(
                        site -> reply.saved(said(answer), ADDRESS),
                        problems -> reply.refused(problems, page(actor, form)));
    }

    private static String said(Answer answer) {
        return switch (answer) {
            case OPEN, ACCEPTED -> "planning.answer.oneAccepted";
            case CHANGE_ASKED -> "planning.answer.changeAsked";
            case GIVEN_BACK -> "planning.answer.givenBack";
        };
    }
}
