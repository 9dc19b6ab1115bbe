package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.programme.Board;
import nl.tec.programme.BoardChanges;
import nl.tec.programme.Boards;
import nl.tec.programme.Days;
import nl.tec.programme.Session;
import nl.tec.programme.SessionFields;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.venues.Venues;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/**
 * The planning board, with cancelling and undoing. A confirmation, also of {@link BoardMoveController} and {@link BoardCopyController}, is
 * a safe GET, so that dropping a block, a button and a link all lead to the same page.
 */
@Controller
@RequestMapping("/beheer/bord")
class BoardController {

    private final Boards boards;
    private final BoardChanges changes;
    private final Sessions sessions;
    private final BoardChoice choice;
    private final Venues venues;
    private final Pages pages;
    private final Clock clock;

    BoardController(
            Boards boards,
            BoardChanges changes,
            Sessions sessions,
            BoardChoice choice,
            Venues venues,
            Pages pages,
            Clock clock) {
        this.boards = boards;
        this.changes = changes;
        this.sessions = sessions;
        this.choice = choice;
        this.venues = venues;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    JteModel show(FormData asked) {
        boolean week = !asked.has("weergave", "dag");
        LocalDate day = Objects.requireNonNullElse(asked.day("dag"), Dates.today(clock));
        LocalDate monday = Dates.monday(day);
        Long venue = asked.id("plek");
        Board board = boards.read(
                week ? new Days(monday, monday.plusDays(6)) : new Days(day, day),
                BoardPage.BY.getOrDefault(asked.text("per"), Board.By.ROOM),
                venue);
        return pages.programmeBoard(
                new BoardPage(board, week, day, venue, changes.open(), clock.instant()), venues.list());
    }

    @GetMapping("/annuleer")
    View askCancel(FormData form, Reply reply) {
        List<Session> chosen = held(form);
        return chosen.isEmpty() ? choice.none(form, reply) : reply.page(cancelPage(form, chosen));
    }

    /** Cancels sessions; a request without the field for the reason, as from the list of sessions, gets the form. */
    @PostMapping("/annuleer")
    View cancel(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        List<Session> chosen = held(form);
        if (chosen.isEmpty()) {
            return choice.none(form, reply);
        }
        if (!form.has(SessionFields.REASON)) {
            return reply.page(cancelPage(form, chosen));
        }
        return changes.cancel(chosen.stream().map(Session::id).toList(), form.text(SessionFields.REASON), actor)
                .either(
                        id -> reply.saved(
                                "board.cancels",
                                choice.board(
                                        form, Dates.dayOf(chosen.get(0).slot().start()))),
                        problems -> reply.refused(problems, cancelPage(form, chosen)));
    }

    /** Returns the chosen sessions that can be cancelled. */
    private List<Session> held(FormData form) {
        return choice.sessions(form).stream()
                .filter(session -> session.state() != Session.State.CANCELLED
                        && session.slot().end().isAfter(clock.instant()))
                .toList();
    }

    private JteModel cancelPage(FormData form, List<Session> chosen) {
        return pages.programmeBoardCancel(
                form,
                chosen,
                sessions.told(chosen.stream()
                        .filter(session -> session.state() == Session.State.PUBLISHED)
                        .map(Session::id)
                        .toList()));
    }

    @PostMapping("/wijzigingen/{id:[0-9]{1,18}}/terug")
    View undo(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        String page = back(form);
        return changes.undo(id, actor)
                .either(
                        done -> reply.saved("board.undone", page),
                        problems -> reply.warn(problems.all().get(0).key(), page));
    }

    @PostMapping("/wijzigingen/{id:[0-9]{1,18}}/nu")
    View finish(@PathVariable long id, FormData form, Reply reply) {
        changes.finish(id);
        return reply.saved("board.finished", back(form));
    }

    private String back(FormData form) {
        Long session = form.id(BoardChoice.SESSIONS);
        Long activity = form.id(SessionFields.ACTIVITY);
        if (activity != null) {
            return "/beheer/programma/" + activity;
        }
        return session == null ? choice.board(form, form.day("dag")) : "/beheer/sessies/" + session;
    }
}
