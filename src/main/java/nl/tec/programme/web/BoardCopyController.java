package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.programme.BoardChanges;
import nl.tec.programme.BoardChanges.Copies;
import nl.tec.programme.Session;
import nl.tec.programme.SessionFields;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Outcome;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The confirmation page for copying sessions on the planning board to later weeks, with the dates they would get. */
@Controller
@RequestMapping("/beheer/bord/kopieer")
class BoardCopyController {

    private static final String EXPECTED = "verwacht";
    private static final String DRAFT = "concept";
    private static final int MAX_WEEKS_APART = 8;

    private final BoardChoice choice;
    private final BoardChanges changes;
    private final Sessions sessions;
    private final Pages pages;

    BoardCopyController(BoardChoice choice, BoardChanges changes, Sessions sessions, Pages pages) {
        this.choice = choice;
        this.changes = changes;
        this.sessions = sessions;
        this.pages = pages;
    }

    @GetMapping
    View askCopy(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        List<Session> chosen = choice.sessions(form);
        if (chosen.isEmpty()) {
            return choice.none(form, reply);
        }
        if (!form.has(SessionFields.TIMES)) {
            form.put(SessionFields.TIMES, 1)
                    .put(SessionFields.EVERY_WEEKS, 1)
                    .put(
                            SessionFields.DAY,
                            Dates.dayOf(chosen.get(0).slot().start()).plusWeeks(1));
        }
        List<Copies> wanted = copies(form, chosen);
        return form.problems().any()
                ? reply.refused(form.problems(), copyPage(form, chosen, List.of()))
                : reply.page(copyPage(form, chosen, preview(wanted, actor)));
    }

    @PostMapping
    View copy(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        List<Session> chosen = choice.sessions(form);
        if (chosen.isEmpty()) {
            return choice.none(form, reply);
        }
        List<Copies> wanted = copies(form, chosen);
        int expected = form.number(EXPECTED, 0);
        Outcome<Long> outcome = form.then(() -> changes.copy(wanted, expected, actor));
        return outcome.either(
                id -> reply.saved("board.copied", choice.board(form, form.day(SessionFields.DAY))),
                problems -> reply.refused(
                        problems, copyPage(form, chosen, form.problems().any() ? List.of() : preview(wanted, actor))));
    }

    private JteModel copyPage(FormData form, List<Session> chosen, List<Sessions.Preview> previews) {
        return pages.programmeBoardCopy(form, chosen, previews);
    }

    private List<Sessions.Preview> preview(List<Copies> wanted, Actor actor) {
        return wanted.stream()
                .map(each -> sessions.preview(each.series(), each.publish(), actor))
                .toList();
    }

    /** Returns the copies, which keep the distance in days between the sessions. */
    private static List<Copies> copies(FormData form, List<Session> chosen) {
        LocalDate first = Dates.dayOf(chosen.get(0).slot().start());
        LocalDate day = form.day(SessionFields.DAY, first, "board.day");
        int times = form.number(SessionFields.TIMES);
        int weeks = form.number(SessionFields.EVERY_WEEKS, 1);
        form.problems()
                .addUnlessBetween(times, 1, BoardChanges.MAX_TIMES, SessionFields.TIMES)
                .addUnlessBetween(weeks, 1, MAX_WEEKS_APART, SessionFields.EVERY_WEEKS);
        return form.problems().any()
                ? List.of()
                : chosen.stream()
                        .map(session -> new Copies(
                                BoardChanges.weekly(
                                        session,
                                        day.plusDays(ChronoUnit.DAYS.between(
                                                first,
                                                Dates.dayOf(session.slot().start()))),
                                        weeks,
                                        times),
                                session.state() == Session.State.PUBLISHED && !form.has(DRAFT)))
                        .toList();
    }
}
