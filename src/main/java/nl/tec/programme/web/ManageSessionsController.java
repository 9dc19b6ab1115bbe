package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
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
import java.util.Objects;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.UriComponentsBuilder;

/** The sessions in any state, for the programme manager: as a list, by week and by month. */
@Controller
class ManageSessionsController {

    private static final String PATH = "/beheer/sessies";
    private static final int PAGE = 50;
    /** The maximum number of sessions in a week or month, which no hub reaches. */
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
    private final Pages pages;
    private final Clock clock;

    ManageSessionsController(ManagerLists lists, Venues venues, Texts texts, Pages pages, Clock clock) {
        this.lists = lists;
        this.venues = venues;
        this.texts = texts;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(PATH)
    JteModel sessions(FormData asked) {
        return switch (asked.text("weergave")) {
            case "week" -> calendar(asked, false);
            case "maand" -> calendar(asked, true);
            default -> list(asked);
        };
    }

    private JteModel list(FormData asked) {
        From from = From.of(asked.id("na"), asked.id("voor")).orElse(null);
        Page<Session> page = lists.sessions(question(asked, days(asked)), from, PAGE);
        return pages.programmeManageSessions(
                asked,
                lists.choices(),
                venues.list(),
                page,
                days(asked).first(),
                page.previous() == null ? null : address(PATH, asked, "voor", page.previous()),
                page.next() == null ? null : address(PATH, asked, "na", page.next()),
                address(PATH + ".csv", asked, null, null));
    }

    private JteModel calendar(FormData asked, boolean month) {
        LocalDate day = Objects.requireNonNullElseGet(asked.day("dag"), () -> Dates.today(clock));
        LocalDate first = month ? day.withDayOfMonth(1) : Dates.monday(day);
        LocalDate last = month ? day.with(TemporalAdjusters.lastDayOfMonth()) : first.plusDays(6);
        Days shown = new Days(Dates.monday(first), Dates.monday(last).plusDays(6));
        List<Session> sessions =
                lists.sessions(question(asked, shown), null, MAX).rows();
        LocalDate before = month ? first.minusMonths(1) : first.minusWeeks(1);
        LocalDate after = month ? first.plusMonths(1) : first.plusWeeks(1);
        String view = address(PATH, asked, "weergave", month ? "maand" : "week");
        return pages.programmeManageCalendar(
                asked,
                lists.choices(),
                venues.list(),
                ManageCalendar.of(new Days(first, last), shown, month, sessions, lists.daysOff(shown)),
                view + "&dag=" + before,
                view + "&dag=" + after);
    }

    @GetMapping(PATH + ".csv")
    void export(FormData asked, Locale language, HttpServletResponse response) throws IOException {
        SessionQuestion question = question(asked, days(asked));
        new TableExport("data", COLUMNS, TableExport.<Long>inBatches(after -> {
                    Page<Session> page =
                            lists.sessions(question, From.of(after, null).orElse(null), TableExport.BATCH_SIZE);
                    return TableExport.Batch.of(page.rows(), session -> row(session, language), page.next());
                }))
                .download("csv", response);
    }

    private List<@Nullable Object> row(Session session, Locale language) {
        Session.Availability room = session.availability();
        Session.Location where = session.where();
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

    /** Returns the requested days; by default from today on, or all days of a series. */
    private Days days(FormData asked) {
        LocalDate today = Dates.today(clock);
        LocalDate first =
                Objects.requireNonNullElse(asked.day("van"), asked.id("reeks") == null ? today : today.minusYears(10));
        LocalDate last = Objects.requireNonNullElse(asked.day("tot"), today.plusYears(20));
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

    /** Returns the URL of a page with the same filter and one more parameter. */
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
