package nl.tec.planning.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.ArrayList;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.planning.PlannedVisit;
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
    private static final String VISIT = ADDRESS + "/bezoek/{visit:[0-9]{1,18}}";
    private static final String GIVE_BACK = VISIT + "/teruggeven";

    /** The field with what the school saw of a visit. */
    private static final String SHOWN = "gezien";

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
            @PathVariable long round,
            @PathVariable long site,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        return publications.acceptAll(round, site, form.all(SHOWN), actor)
                ? reply.saved("planning.answer.accepted", ADDRESS)
                : reply.warn("planning.answer.notAll", ADDRESS);
    }

    @PostMapping(VISIT)
    View answer(@PathVariable long visit, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Answer answer = form.constant("antwoord", Answer.class)
                .filter(one -> one == Answer.ACCEPTED || one == Answer.CHANGE_ASKED)
                .orElseThrow(() -> new NotFound("answer"));
        return publications
                .answer(visit, form.text(SHOWN), answer, form.line(Publications.NOTE + visit), actor)
                .either(
                        site -> reply.saved(
                                answer == Answer.ACCEPTED
                                        ? "planning.answer.oneAccepted"
                                        : "planning.answer.changeAsked",
                                ADDRESS),
                        problems -> reply.refused(problems, page(actor, form)));
    }

    /** Asks before a visit is given back: what happens then, and who is mailed. */
    @GetMapping(GIVE_BACK)
    View ask(@PathVariable long visit, @AuthenticationPrincipal Actor actor, Reply reply) {
        return publications.isGivenBack(visit, actor)
                ? Reply.redirect(ADDRESS)
                : reply.page(pages.planningGiveBack(publications.open(visit, actor), new FormData()));
    }

    @PostMapping(GIVE_BACK)
    View giveBack(@PathVariable long visit, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        if (publications.isGivenBack(visit, actor)) { // a colleague was first; the page says until when it can be kept
            return Reply.redirect(ADDRESS);
        }
        PlannedVisit open = publications.open(visit, actor);
        return publications
                .giveBack(visit, form.line(Publications.NOTE), actor)
                .either(
                        site -> reply.saved("planning.answer.givenBack", ADDRESS),
                        problems -> reply.refused(problems, pages.planningGiveBack(open, form)));
    }

    @PostMapping(VISIT + "/houden")
    View keep(@PathVariable long visit, @AuthenticationPrincipal Actor actor, Reply reply) {
        return publications.keep(visit, actor)
                ? reply.saved("planning.answer.kept", ADDRESS)
                : reply.warn("planning.answer.gone", ADDRESS);
    }
}
