package nl.tec.planning.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.planning.PlanReading;
import nl.tec.planning.PlanView;
import nl.tec.planning.PlannedVisit;
import nl.tec.planning.Proposal;
import nl.tec.planning.Proposals;
import nl.tec.planning.Publication;
import nl.tec.planning.Publications;
import nl.tec.planning.ReplanningUndo;
import nl.tec.planning.Round;
import nl.tec.planning.Rounds;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.web.PageInMemory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The pages for publishing a proposal and following the answers of schools (journey 4). */
@Controller
@RequestMapping("/beheer/jaarplan/{id:[0-9]{1,18}}")
class PublishController {

    private static final String PUBLISH = "/voorstellen/{number:[0-9]{1,18}}/publiceren";
    private static final int DEFAULT_WEEKS = 3;
    private static final int VISITS_PER_PAGE = 25;

    private final Rounds rounds;
    private final Proposals proposals;
    private final Publications publications;
    private final PlanReading reading;
    private final ReplanningUndo undo;
    private final Pages pages;
    private final Clock clock;

    PublishController(
            Rounds rounds,
            Proposals proposals,
            Publications publications,
            PlanReading reading,
            ReplanningUndo undo,
            Pages pages,
            Clock clock) {
        this.rounds = rounds;
        this.proposals = proposals;
        this.publications = publications;
        this.reading = reading;
        this.undo = undo;
        this.pages = pages;
        this.clock = clock;
    }

    /** Shows the confirmation page: who is mailed, and what they read. Once a plan is published there is nothing to confirm any more. */
    @GetMapping(PUBLISH)
    View ask(@PathVariable long id, @PathVariable long number, Reply reply) {
        if (rounds.get(id).publishedAt() != null) {
            return Reply.redirect("/beheer/jaarplan/" + id + "/publicatie");
        }
        LocalDate usual = Dates.today(clock).plusWeeks(DEFAULT_WEEKS);
        FormData form = new FormData().put(Publications.ANSWER_BY, usual).put("wanneer", "later");
        return reply.page(page(id, number, form));
    }

    private JteModel page(long id, long number, FormData form) {
        Proposal proposal = proposals.get(id, number);
        PlanView view = reading.view(proposal);
        if (view == null) {
            throw new NotFound("plan of proposal " + number);
        }
        Round round = rounds.get(id);
        boolean open = round.phase(clock.instant()) == Round.Phase.OPEN;
        int notReady = (int) rounds.standings(id).stream()
                .filter(one -> one.progress() != Rounds.Progress.DONE)
                .count();
        return pages.planningPublish(round, proposal, view, form, open, notReady, reading.wishesSince(proposal));
    }

    @PostMapping(PUBLISH)
    View publish(
            @PathVariable long id,
            @PathVariable long number,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        LocalDate answerBy = form.day(Publications.ANSWER_BY, "planning.dayMissing");
        return form.then(() -> publications.start(
                        id, number, answerBy, form.text("wanneer").equals("meteen"), actor))
                .either(
                        done -> Reply.redirect("/beheer/jaarplan/" + id + "/publicatie"),
                        problems -> reply.refused(problems, page(id, number, form)));
    }

    @GetMapping("/publicatie")
    JteModel publication(@PathVariable long id, FormData query) {
        Round round = rounds.get(id);
        Publication publication = round.publishedAt() == null ? get(id) : null;
        List<PlannedVisit> visits = publications.visits(id);
        List<PlannedVisit> shown = visits.stream()
                .filter(visit -> query.line("antwoord").isEmpty()
                        || query.line("antwoord").equals(visit.answer().name()))
                .filter(visit ->
                        query.line("school").isEmpty() || query.line("school").equals(String.valueOf(visit.siteId())))
                .toList();
        return pages.planningPublication(
                round,
                publication,
                visits,
                publications.changesAsked(visits),
                query,
                PageInMemory.of(shown, PlannedVisit::id, query.text("na"), VISITS_PER_PAGE),
                undo.open(id));
    }

    @PostMapping("/publicatie/afgesproken")
    View agree(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Long visit = form.id("bezoek");
        if (visit == null) {
            throw new NotFound("visit");
        }
        publications.agree(id, visit, actor);
        return reply.saved("planning.publish.agreed", "/beheer/jaarplan/" + id + "/publicatie");
    }

    /** Renders the progress fragment, which the page polls until all is published. */
    @GetMapping("/publicatie/stand")
    JteModel progress(@PathVariable long id, HttpServletResponse response) {
        Publication publication = get(id);
        if (publication.state() != Publication.State.PREPARING) {
            response.setHeader("HX-Refresh", "true");
        }
        return pages.planningPublishing(rounds.get(id), publication);
    }

    @PostMapping("/publicatie/terugnemen")
    View recall(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        get(id);
        return publications.recall(id, actor)
                ? reply.saved("planning.publish.takenBack", "/beheer/jaarplan/" + id + "/voorstellen")
                : reply.warn("planning.publish.tooLate", "/beheer/jaarplan/" + id + "/publicatie");
    }

    private Publication get(long id) {
        Round round = rounds.get(id);
        return publications.find(round.id()).orElseThrow(() -> new NotFound("publication of round " + id));
    }
}
