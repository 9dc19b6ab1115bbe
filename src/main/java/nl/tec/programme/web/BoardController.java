package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
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
import nl.tec.programme.Board;
import nl.tec.programme.BoardChanges;
import nl.tec.programme.BoardChanges.Copies;
import nl.tec.programme.Boards;
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
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Room;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/**
 * The planning board, and the confirmation pages for moving, copying and cancelling. A confirmation is a safe GET, so that dropping a
 * block, a button and a link all lead to the same page.
 */
@Controller
@RequestMapping("/beheer/bord")
class BoardController {

    /** The field with the ids of the sessions; the dragged one comes first. */
    private static final String SESSIONS = "sessie";

    private static final String VERSION = "versie";

    /** The field with the key of the target lane; empty: unchanged. */
    private static final String WHERE = "waar";

    private static final String EXPECTED = "verwacht";
    private static final String DRAFT = "concept";
    private static final int MAX_WEEKS_APART = 8;

    private final Boards boards;
    private final BoardChanges changes;
    private final Sessions sessions;
    private final NearestFree nearest;
    private final ManagerLists lists;
    private final ManageWhere where;
    private final Venues venues;
    private final Pages pages;
    private final Clock clock;

    BoardController(
            Boards boards,
            BoardChanges changes,
            Sessions sessions,
            NearestFree nearest,
            ManagerLists lists,
            ManageWhere where,
            Venues venues,
            Pages pages,
            Clock clock) {
        this.boards = boards;
        this.changes = changes;
        this.sessions = sessions;
        this.nearest = nearest;
        this.lists = lists;
        this.where = where;
        this.venues = venues;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    JteModel show(FormData asked) {
        boolean week = !asked.has("weergave", "dag");
        LocalDate day = Objects.requireNonNullElse(asked.day("dag"), Dates.dayOf(clock.instant()));
        LocalDate monday = Dates.monday(day);
        Long venue = asked.id("plek");
        Board board = boards.read(
                week ? new Days(monday, monday.plusDays(6)) : new Days(day, day),
                BoardPage.BY.getOrDefault(asked.text("per"), Board.By.ROOM),
                venue);
        return pages.programmeBoard(
                new BoardPage(board, week, day, venue, changes.open(), clock.instant()), venues.list());
    }

    /** Asks for the target and then shows the result of a dry run. */
    @GetMapping("/verplaats")
    View askMove(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        List<Session> chosen = chosen(form);
        if (chosen.isEmpty()) {
            return nothingChosen(form, reply);
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

    @PostMapping("/verplaats")
    View move(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        List<Session> chosen = chosen(form);
        if (chosen.isEmpty()) {
            return nothingChosen(form, reply);
        }
        List<Sessions.Change> wanted = wanted(form, chosen);
        if (form.problems().any()) {
            return reply.refused(form.problems(), movePage(form, chosen, null));
        }
        return changes.move(wanted, actor)
                .either(
                        id -> reply.saved("board.moved", board(form, form.day(SessionFields.DAY))),
                        problems -> reply.refused(
                                HttpStatus.CONFLICT, problems, movePage(form, chosen, tried(chosen, wanted, actor))));
    }

    private JteModel movePage(FormData form, List<Session> chosen, @Nullable BoardMove move) {
        return pages.programmeBoardMove(form, chosen, move, where.lanes(chosen), clock.instant());
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
                .filter(each -> published(each.session()))
                .filter(each -> each.details().moves(each.session()))
                .map(each -> each.session().id())
                .toList();
    }

    private static boolean published(Session session) {
        return session.state() == Session.State.PUBLISHED;
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

    @GetMapping("/kopieer")
    View askCopy(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        List<Session> chosen = chosen(form);
        if (chosen.isEmpty()) {
            return nothingChosen(form, reply);
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

    @PostMapping("/kopieer")
    View copy(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        List<Session> chosen = chosen(form);
        if (chosen.isEmpty()) {
            return nothingChosen(form, reply);
        }
        List<Copies> wanted = copies(form, chosen);
        int expected = form.number(EXPECTED, 0);
        Outcome<Long> outcome = form.then(() -> changes.copy(wanted, expected, actor));
        return outcome.either(
                id -> reply.saved("board.copied", board(form, form.day(SessionFields.DAY))),
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
                .addIf(
                        times < 1 || times > BoardChanges.MAX_TIMES,
                        SessionFields.TIMES,
                        "programme.check.between",
                        1,
                        BoardChanges.MAX_TIMES)
                .addIf(
                        weeks < 1 || weeks > MAX_WEEKS_APART,
                        SessionFields.EVERY_WEEKS,
                        "programme.check.between",
                        1,
                        MAX_WEEKS_APART);
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

    @GetMapping("/annuleer")
    View askCancel(FormData form, Reply reply) {
        List<Session> chosen = held(form);
        return chosen.isEmpty() ? nothingChosen(form, reply) : reply.page(cancelPage(form, chosen));
    }

    /** Cancels sessions; a request without the field for the reason, as from the list of sessions, gets the form. */
    @PostMapping("/annuleer")
    View cancel(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        List<Session> chosen = held(form);
        if (chosen.isEmpty()) {
            return nothingChosen(form, reply);
        }
        if (!form.has(SessionFields.REASON)) {
            return reply.page(cancelPage(form, chosen));
        }
        return changes.cancel(chosen.stream().map(Session::id).toList(), form.text(SessionFields.REASON), actor)
                .either(
                        id -> reply.saved(
                                "board.cancels",
                                board(form, Dates.dayOf(chosen.get(0).slot().start()))),
                        problems -> reply.refused(problems, cancelPage(form, chosen)));
    }

    /** Returns the chosen sessions that can be cancelled. */
    private List<Session> held(FormData form) {
        return chosen(form).stream()
                .filter(session -> session.state() != Session.State.CANCELLED
                        && session.slot().end().isAfter(clock.instant()))
                .toList();
    }

    private JteModel cancelPage(FormData form, List<Session> chosen) {
        return pages.programmeBoardCancel(
                form,
                chosen,
                sessions.told(chosen.stream()
                        .filter(BoardController::published)
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
        Long session = form.id(SESSIONS);
        return session == null ? board(form, form.day("dag")) : "/beheer/sessies/" + session;
    }

    /** Returns the URL of the board that the user came from, on this day. */
    private String board(FormData form, @Nullable LocalDate day) {
        return BoardPage.address(
                form.has("weergave", "dag") ? "dag" : "week",
                BoardPage.BY.containsKey(form.text("per")) ? form.text("per") : "ruimte",
                Objects.requireNonNullElse(day, Dates.dayOf(clock.instant())),
                form.id("plek"));
    }

    private View nothingChosen(FormData form, Reply reply) {
        return reply.warn("board.nothingChosen", board(form, form.day("bord")));
    }

    /** Returns the chosen sessions in the order of the form. @throws NotFound if one does not exist */
    private List<Session> chosen(FormData form) {
        List<Long> ids = form.all(SESSIONS).stream()
                .filter(id -> id.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .distinct()
                .limit(BoardChanges.MAX_SESSIONS)
                .toList();
        Map<Long, Session> found =
                sessions.list(ids).stream().collect(Collectors.toMap(Session::id, session -> session));
        return ids.stream()
                .map(id -> {
                    Session session = found.get(id);
                    if (session == null) {
                        throw new NotFound("session " + id);
                    }
                    return session;
                })
                .toList();
    }
}
