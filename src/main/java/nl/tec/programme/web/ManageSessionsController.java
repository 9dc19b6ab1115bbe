package nl.tec.programme.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.programme.Days;
import nl.tec.programme.ManagerLists;
import nl.tec.programme.ManagerLists.From;
import nl.tec.programme.ManagerLists.Page;
import nl.tec.programme.ManagerLists.SessionQuestion;
import nl.tec.programme.Session;
import nl.tec.programme.SessionFields;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** All sessions in any state, for the programme manager: as a list, by week and by month. */
@Controller
class ManageSessionsController {

    private static final String PATH = "/beheer/sessies";
    private static final int PAGE = 50;
    /** Of a week or a month; more than any hub holds. */
    private static final int MAX = 1500;

    private static final List<String> COLUMNS = List.of(
            "nr",
            "activiteit",
            "begint",
            "eindigt",
            "plek",
            "ruimte",
            "staat",
            "plaatsen",
            "vrij",
            "klassen",
            "klassen_vrij",
            "wachtlijst",
            "reeks",
            "notitie",
            "reden");
    private static final List<String> CHOICES =
            List.of(SessionFields.ACTIVITY, SessionFields.PLACE, "staat", "reeks", "van", "tot");

    private final ManagerLists lists;
    private final Venues venues;
    private final Texts texts;
    private final Clock clock;

    ManageSessionsController(ManagerLists lists, Venues venues, Texts texts, Clock clock) {
        this.lists = lists;
        this.venues = venues;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String sessions(@RequestParam MultiValueMap<String, String> query, Model model) {
        FormData asked = new FormData(query);
        model.addAttribute("asked", asked);
        model.addAttribute("activities", lists.choices());
        model.addAttribute("places", venues.list());
        return switch (asked.text("weergave")) {
            case "week" -> calendar(asked, false, model);
            case "maand" -> calendar(asked, true, model);
            default -> list(asked, model);
        };
    }

    private String list(FormData asked, Model model) {
        From from = From.of(asked.id("na"), asked.id("voor")).orElse(null);
        Page<Session> page = lists.sessions(question(asked, days(asked)), from, PAGE);
        model.addAttribute("page", page);
        model.addAttribute("from", days(asked).first());
        model.addAttribute("previous", page.previous() == null ? null : address(PATH, asked, "voor", page.previous()));
        model.addAttribute("next", page.next() == null ? null : address(PATH, asked, "na", page.next()));
        model.addAttribute("export", address(PATH + ".csv", asked, null, null));
        return "programme/manageSessions";
    }

    private String calendar(FormData asked, boolean month, Model model) {
        LocalDate day = ManageSessionForm.date(asked.text("dag")).orElseGet(() -> LocalDate.now(clock));
        LocalDate first = month ? day.withDayOfMonth(1) : Dates.monday(day);
        LocalDate last = month ? day.with(TemporalAdjusters.lastDayOfMonth()) : first.plusDays(6);
        Days shown = new Days(Dates.monday(first), Dates.monday(last).plusDays(6));
        List<Session> sessions =
                lists.sessions(question(asked, shown), null, MAX).rows();
        model.addAttribute(
                "calendar", ManageCalendar.of(new Days(first, last), shown, month, sessions, lists.daysOff(shown)));
        LocalDate before = month ? first.minusMonths(1) : first.minusWeeks(1);
        LocalDate after = month ? first.plusMonths(1) : first.plusWeeks(1);
        String view = month ? "maand" : "week";
        model.addAttribute("previous", address(PATH, asked, "weergave", view) + "&dag=" + before);
        model.addAttribute("next", address(PATH, asked, "weergave", view) + "&dag=" + after);
        return "programme/manageCalendar";
    }

    @GetMapping(PATH + ".csv")
    void export(@RequestParam MultiValueMap<String, String> query, Locale language, HttpServletResponse response)
            throws IOException {
        FormData asked = new FormData(query);
        SessionQuestion question = question(asked, days(asked));
        new TableExport("data", COLUMNS, TableExport.<Long>inPieces(after -> {
                    Page<Session> page =
                            lists.sessions(question, From.of(after, null).orElse(null), TableExport.PIECE);
                    return TableExport.Piece.of(page.rows(), session -> row(session, language), page.next());
                }))
                .download("csv", response);
    }

    private List<@Nullable Object> row(Session session, Locale language) {
        Session.Availability room = session.availability();
        Session.Where where = session.where();
        return Arrays.asList(
                session.id(),
                session.activity().title().in(language),
                session.slot().start().atZone(Dates.ZONE).toOffsetDateTime(),
                session.slot().end().atZone(Dates.ZONE).toOffsetDateTime(),
                where.venueName().in(language),
                where.roomName() == null ? null : where.roomName().in(language),
                texts.text(language, "manage.state." + session.state()),
                session.capacity(),
                room == null ? null : room.free(),
                session.classCapacity(),
                room == null || !session.takesClasses() ? null : room.freeClasses(),
                room == null ? null : room.waiting(),
                session.seriesId(),
                session.note(),
                session.cancelReason());
    }

    /** From today on, unless something else was asked; a series as a whole. */
    private Days days(FormData asked) {
        LocalDate today = LocalDate.now(clock);
        LocalDate first = ManageSessionForm.date(asked.text("van"))
                .orElse(asked.id("reeks") == null ? today : today.minusYears(10));
        LocalDate last = ManageSessionForm.date(asked.text("tot")).orElse(today.plusYears(20));
        return new Days(first, last.isBefore(first) ? first : last);
    }

    private static SessionQuestion question(FormData asked, Days days) {
        return new SessionQuestion(
                asked.id(SessionFields.ACTIVITY),
                asked.id(SessionFields.PLACE),
                asked.constant("staat", Session.State.class).orElse(null),
                asked.id("reeks"),
                days);
    }

    /** This page with the same choices and one more thing. */
    private static String address(String path, FormData asked, @Nullable String name, @Nullable Object value) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        Map<String, Object> values = new LinkedHashMap<>();
        for (String field : CHOICES) {
            if (!asked.text(field).isBlank()) {
                address.queryParam(field, "{" + field + "}");
                values.put(field, asked.text(field));
            }
        }
        if (name != null) {
            address.queryParam(name, value);
        }
        return address.encode().buildAndExpand(values).toUriString();
    }
}
