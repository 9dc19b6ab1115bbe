package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.programme.BoardChanges;
import nl.tec.programme.Days;
import nl.tec.programme.ManagerLists;
import nl.tec.programme.NearestFree;
import nl.tec.programme.OddTime;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.SessionFields;
import nl.tec.programme.Sessions;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Room;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The confirmation page for moving sessions on the planning board: the target and the result of a dry run. */
@Controller
@RequestMapping("/beheer/bord/verplaats")
class BoardMoveController {

    private static final String VERSION = "versie";

    /** The field with the key of the target lane; empty: unchanged. */
    private static final String WHERE = "waar";

    private final BoardChoice choice;
    private final BoardChanges changes;
    private final Sessions sessions;
    private final NearestFree nearest;
    private final ManagerLists lists;
    private final ManageWhere where;
    private final Venues venues;
    private final Pages pages;

    BoardMoveController(
            BoardChoice choice,
            BoardChanges changes,
            Sessions sessions,
            NearestFree nearest,
            ManagerLists lists,
            ManageWhere where,
            Venues venues,
            Pages pages) {
        this.choice = choice;
        this.changes = changes;
        this.sessions = sessions;
        this.nearest = nearest;
        this.lists = lists;
        this.where = where;
        this.venues = venues;
        this.pages = pages;
    }

    /** Asks for the target and then shows the result of a dry run. */
    @GetMapping
    View askMove(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        List<Session> chosen = choice.sessions(form);
        if (chosen.isEmpty()) {
            return choice.none(form, reply);
        }
        if (!form.has(SessionFields.DAY)) {
            Session first = chosen.get(0);
            form.put(SessionFields.DAY, Dates.dayOf(first.slot().start()))
                    .put(
                            SessionFields.START,
                            first.slot().start().atZone(Dates.ZONE).toLocalTime());
            return reply.page(movePage(form, chosen, null));
        }
        List<Sessions.Change> wanted = wanted(form, chosen);
        return form.problems().any()
                ? reply.refused(form.problems(), movePage(form, chosen, null))
                : reply.page(movePage(form, chosen, tried(chosen, wanted, actor)));
    }

    @PostMapping
    View move(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        List<Session> chosen = choice.sessions(form);
        if (chosen.isEmpty()) {
            return choice.none(form, reply);
        }
        List<Sessions.Change> wanted = wanted(form, chosen);
        if (form.problems().any()) {
            return reply.refused(form.problems(), movePage(form, chosen, null));
        }
        return changes.move(wanted, actor)
                .either(
                        id -> reply.saved("board.moved", choice.board(form, form.day(SessionFields.DAY))),
                        problems -> reply.refused(
                                HttpStatus.CONFLICT, problems, movePage(form, chosen, tried(chosen, wanted, actor))));
    }

    private JteModel movePage(FormData form, List<Session> chosen, @Nullable BoardMove move) {
        return pages.programmeBoardMove(form, chosen, move, where.lanes(chosen));
    }

    private BoardMove tried(List<Session> chosen, List<Sessions.Change> wanted, Actor actor) {
        Map<Long, Sessions.Result> results = sessions.tryChangeAll(wanted, actor);
        Map<Long, SessionDetails> details =
                wanted.stream().collect(Collectors.toMap(Sessions.Change::id, Sessions.Change::details));
        List<BoardMove.Attempt> attempts = chosen.stream()
                .map(session -> new BoardMove.Attempt(
                        session,
                        Objects.requireNonNull(details.get(session.id())),
                        Objects.requireNonNull(results.get(session.id()))))
                .toList();
        BoardMove.Attempt only = attempts.get(0);
        boolean ask = attempts.size() == 1 && !only.possible() && !(only.result() instanceof Sessions.Outdated);
        return new BoardMove(
                attempts,
                sessions.told(told(attempts)),
                odd(attempts),
                ask ? nearest.instead(only.session(), only.details(), actor) : List.of());
    }

    /** Returns the sessions whose move is notified: not drafts, and not moves to another room of the same venue. */
    private static List<Long> told(List<BoardMove.Attempt> attempts) {
        return attempts.stream()
                .filter(each -> each.session().state() == Session.State.PUBLISHED)
                .filter(each -> each.details().moves(each.session()))
                .map(each -> each.session().id())
                .toList();
    }

    private List<OddTime> odd(List<BoardMove.Attempt> attempts) {
        List<LocalDate> days = attempts.stream()
                .map(each -> Dates.dayOf(each.details().slot().start()))
                .sorted()
                .toList();
        Map<LocalDate, Bilingual> off = lists.daysOff(new Days(days.get(0), days.get(days.size() - 1)));
        return attempts.stream()
                .map(each -> OddTime.of(each.details().slot(), each.session().takesClasses(), off))
                .filter(OddTime::any)
                .distinct()
                .toList();
    }

    /** Returns the new details of each session: the first one gets those of the form, the others shift by as much. */
    private List<Sessions.Change> wanted(FormData form, List<Session> chosen) {
        Instant first = chosen.get(0).slot().start();
        LocalDateTime was = first.atZone(Dates.ZONE).toLocalDateTime();
        LocalDate day = form.day(SessionFields.DAY, was.toLocalDate(), "board.day");
        LocalTime start = form.time(SessionFields.START);
        long minutes = ChronoUnit.MINUTES.between(was, day.atTime(start));
        List<String> versions = form.all(VERSION);
        List<Sessions.Change> wanted = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Session session = chosen.get(i);
            LocalDateTime to =
                    session.slot().start().atZone(Dates.ZONE).toLocalDateTime().plusMinutes(minutes);
            Instant begin = to.atZone(Dates.ZONE).toInstant();
            SessionDetails details = SessionDetails.of(session)
                    .at(new TimeSlot(begin, begin.plus(session.slot().duration())));
            wanted.add(new Sessions.Change(
                    session.id(),
                    i < versions.size() && versions.get(i).matches("[0-9]{1,9}")
                            ? Integer.parseInt(versions.get(i))
                            : session.version(),
                    placed(form, details)));
        }
        form.problems()
                .addIf(!form.problems().any() && unchanged(chosen, wanted), SessionFields.START, "board.move.same");
        return wanted;
    }

    private static boolean unchanged(List<Session> chosen, List<Sessions.Change> wanted) {
        return wanted.stream()
                .map(Sessions.Change::details)
                .toList()
                .equals(chosen.stream().map(SessionDetails::of).toList());
    }

    private SessionDetails placed(FormData form, SessionDetails details) {
        String key = form.text(WHERE);
        if (key.isEmpty()) {
            return details;
        }
        if (!key.matches("[rps][0-9]{1,18}")) {
            form.problems().add(WHERE, "board.where.unknown");
            return details;
        }
        long id = Long.parseLong(key.substring(1));
        return switch (key.charAt(0)) {
            case 'p' -> details.in(id, null, null);
            case 's' -> details.in(null, id, null);
            default -> {
                Room room = venues.findRoom(id).orElse(null);
                if (room == null) {
                    form.problems().add(WHERE, "board.where.unknown");
                    yield details;
                }
                yield details.in(room.venueId(), null, room.id());
            }
        };
    }
}
