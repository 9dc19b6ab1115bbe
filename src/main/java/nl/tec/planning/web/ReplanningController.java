package nl.tec.planning.web;

import gg.jte.generated.precompiled.Pages;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.planning.AlsoHit;
import nl.tec.planning.Mishap;
import nl.tec.planning.Publications;
import nl.tec.planning.Replanning;
import nl.tec.planning.Replanning.Move;
import nl.tec.planning.ReplanningUndo;
import nl.tec.planning.Round;
import nl.tec.planning.Rounds;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.web.PageInMemory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The page for replanning when a resource of a published plan drops out: the affected visits and their alternatives (requirement C4). */
@Controller
@RequestMapping("/beheer/jaarplan/{id:[0-9]{1,18}}/herplannen")
class ReplanningController {

    private static final int VISITS_PER_PAGE = 20;

    private final Rounds rounds;
    private final Replanning replanning;
    private final ReplanningUndo undo;
    private final Publications publications;
    private final Pages pages;
    private final Clock clock;

    ReplanningController(
            Rounds rounds,
            Replanning replanning,
            ReplanningUndo undo,
            Publications publications,
            Pages pages,
            Clock clock) {
        this.rounds = rounds;
        this.replanning = replanning;
        this.undo = undo;
        this.publications = publications;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    View show(@PathVariable long id, FormData form, Reply reply) {
        Round round = published(id);
        LocalDate from = form.day("van", "planning.dayMissing");
        LocalDate until = form.day("tot", "planning.dayMissing");
        form.problems()
                .addIf(from != null && until != null && until.isBefore(from), "tot", "planning.supply.endsBefore");
        boolean asked = !form.line("wat").isEmpty() && !form.problems().any();
        List<Move> moves = asked ? replanning.propose(id, mishap(form), mayMoveOthers(form)) : List.of();
        List<AlsoHit> besides = asked ? replanning.besides(id, mishap(form)) : List.of();
        return reply.refused(
                HttpStatus.OK,
                form.problems(),
                pages.planningReplan(
                        round,
                        replanning.subjects(id),
                        form,
                        asked,
                        moves,
                        PageInMemory.of(moves, move -> move.visit().id(), form.text("na"), VISITS_PER_PAGE),
                        PageInMemory.of(besides, AlsoHit::key, form.text("ook"), VISITS_PER_PAGE),
                        undo.open(id)));
    }

    /** Shows the confirmation page for all visits with a solution: whom it reaches, and what they read. */
    @GetMapping("/alles")
    View askAll(@PathVariable long id, FormData form, Reply reply) {
        Round round = published(id);
        List<Move> moves = replanning.propose(id, mishap(form), mayMoveOthers(form)).stream()
                .filter(Move::isSolved)
                .toList();
        return moves.isEmpty()
                ? reply.warn("planning.replan.taken", here(id, form))
                : reply.page(pages.planningReplanAll(round, form, moves, here(id, form)));
    }

    /** Applies the solution for one visit, or for all of them as the confirmation page showed them. */
    @PostMapping
    View move(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        published(id);
        Long visit = form.id("bezoek");
        Mishap mishap = mishap(form);
        String here = here(id, form);
        if (visit == null) {
            return replanning.moveAll(id, mishap, mayMoveOthers(form), form.text("gezien"), actor)
                    ? reply.saved("planning.replan.movedAll", here)
                    : reply.warn("planning.replan.taken", here);
        }
        return replanning.move(id, mishap, visit, mayMoveOthers(form), actor)
                ? reply.saved("planning.replan.moved", here)
                : reply.warn("planning.replan.taken", here);
    }

    /** Undoes what was done for visits, by whomever; leads back to the page about the mishap, or to that of the published plan. */
    @PostMapping("/{number:[0-9]{1,18}}/terug")
    View undo(
            @PathVariable long id,
            @PathVariable long number,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        published(id);
        String back = form.line("wat").isEmpty() ? "/beheer/jaarplan/" + id + "/publicatie" : here(id, form);
        return undo.undo(id, number, actor)
                .either(
                        staying -> staying.isEmpty()
                                ? reply.saved("planning.replan.undone", back)
                                : reply.page(pages.planningReplanStayed(
                                        rounds.get(id),
                                        publications.visits(id).stream()
                                                .filter(visit -> staying.contains(visit.bookingId()))
                                                .toList(),
                                        back)),
                        problems -> reply.warn(problems.all().get(0).key(), back));
    }

    /** Returns the address of the page about a mishap. */
    private String here(long id, FormData form) {
        Mishap mishap = mishap(form);
        return "/beheer/jaarplan/" + id + "/herplannen?wat=" + mishap.subject() + "&van=" + mishap.from() + "&tot="
                + mishap.until() + (mayMoveOthers(form) ? "&anderen=ja" : "");
    }

    private static boolean mayMoveOthers(FormData form) {
        return form.text("anderen").equals("ja");
    }

    private Mishap mishap(FormData form) {
        if (!form.line("wat").matches("[abprsvw][0-9]{1,18}")) {
            throw new NotFound("subject " + form.line("wat"));
        }
        LocalDate from = form.day("van");
        LocalDate until = form.day("tot");
        LocalDate first = from == null ? Dates.today(clock) : from;
        return new Mishap(form.line("wat"), first, until == null || until.isBefore(first) ? first : until);
    }

    private Round published(long id) {
        Round round = rounds.get(id);
        if (round.publishedAt() == null) {
            throw new NotFound("published plan of round " + id);
        }
        return round;
    }
}
