package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.mail.CalendarFeed;
import nl.tec.programme.Calendar;
import nl.tec.programme.Days;
import nl.tec.programme.DaysOff;
import nl.tec.programme.OthersProgramme;
import nl.tec.programme.ProgrammeEvents;
import nl.tec.programme.Session;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.request.WebRequest;

/** The calendar of the city by week and by month, and as an iCalendar feed. */
@Controller
class CalendarController {

    private static final String PATH = "/kalender";
    private static final String FEED = "/kalender.ics";
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);
    private static final int MAX = 1000;
    private static final int FEED_DAYS_BACK = 30;
    private static final int FEED_MONTHS_AHEAD = 6;
    private static final int FIRST_HOUR = 8;
    private static final int LAST_HOUR = 17;

    private final Calendar calendar;
    private final ProgrammeEvents events;
    private final DaysOff daysOff;
    private final SessionFeed sessions;
    private final CalendarFeed feed;
    private final Reference reference;
    private final Others others;
    private final Pages pages;
    private final Clock clock;

    CalendarController(
            Calendar calendar,
            ProgrammeEvents events,
            DaysOff daysOff,
            SessionFeed sessions,
            CalendarFeed feed,
            Reference reference,
            Others others,
            Pages pages,
            Clock clock) {
        this.calendar = calendar;
        this.events = events;
        this.daysOff = daysOff;
        this.sessions = sessions;
        this.feed = feed;
        this.reference = reference;
        this.others = others;
        this.pages = pages;
        this.clock = clock;
    }

    /** Returns the URL of the feed with the same choices. */
    static String feed(Filters filters) {
        return filters.only(
                        Filters.WHO,
                        Filters.WORLD,
                        Filters.KIND,
                        Filters.PLACE,
                        Filters.TAKES,
                        Filters.DAY,
                        Filters.PART,
                        Filters.NO_CHARGE)
                .address(FEED);
    }

    @GetMapping(PATH)
    JteModel calendar(FormData asked) {
        Filters filters = Filters.of(asked);
        LocalDate today = Dates.today(clock);
        CalendarPage page = filters.month().isPresent() ? month(filters, today) : week(filters, today);
        return pages.programmeCalendar(page, reference.venues(), events.in(page.shown()), others.choice(filters));
    }

    /** Serves the feed of sessions from a month ago to half a year ahead, with support for conditional requests. */
    @GetMapping(FEED)
    @Nullable ResponseEntity<String> feed(FormData asked, HttpServletResponse response, WebRequest conditions, Locale language) {
        LocalDate today = Dates.today(clock);
        Filters filters = Filters.of(asked);
        List<Session> held = calendar.withCancelled(
                new Days(today.minusDays(FEED_DAYS_BACK), today.plusMonths(FEED_MONTHS_AHEAD)), filters.selection());
        response.setHeader(
                HttpHeaders.CACHE_CONTROL,
                CacheControl.maxAge(Duration.ofMinutes(15)).cachePublic().getHeaderValue());
        return feed.answer(sessions.name(language), sessions.entries(held, language), "kalender", conditions);
    }

    private CalendarPage week(Filters filters, LocalDate today) {
        LocalDate monday = filters.monday().orElseGet(() -> Dates.monday(today));
        List<CalendarPage.Day> days = days(new Days(monday, monday.plusDays(6)), filters, null);
        List<TimeSlot> held = days.stream().flatMap(day -> day.held().stream()).toList();
        boolean weekend = days.subList(5, 7).stream()
                .anyMatch(day -> !day.held().isEmpty() || day.day().equals(today));
        int from = held.stream()
                .mapToInt(slot -> slot.start().atZone(Dates.ZONE).getHour())
                .min()
                .orElse(FIRST_HOUR);
        int to = held.stream()
                .mapToInt(slot -> CalendarPage.endHour(Dates.dayOf(slot.start()), slot.end()))
                .max()
                .orElse(LAST_HOUR);
        return new CalendarPage(
                filters,
                false,
                monday,
                weekend ? days : days.subList(0, 5),
                Math.max(6, Math.min(FIRST_HOUR, from)),
                Math.min(23, Math.max(LAST_HOUR, to)),
                weekend,
                held.size(),
                links(
                        filters,
                        monday,
                        today,
                        Filters.WEEK,
                        Dates.isoWeek(monday.minusWeeks(1)),
                        Dates.isoWeek(monday.plusWeeks(1))),
                clock.instant());
    }

    private CalendarPage month(Filters filters, LocalDate today) {
        LocalDate first = filters.month().orElseThrow();
        LocalDate last = first.with(TemporalAdjusters.lastDayOfMonth());
        Days weeks = new Days(Dates.monday(first), Dates.monday(last).plusDays(6));
        List<CalendarPage.Day> days = days(weeks, filters, new Days(first, last));
        return new CalendarPage(
                filters,
                true,
                first,
                days,
                FIRST_HOUR,
                LAST_HOUR,
                true,
                days.stream()
                        .filter(day -> !day.outside())
                        .mapToInt(day -> day.held().size())
                        .sum(),
                links(
                        filters,
                        first,
                        today,
                        Filters.MONTH,
                        MONTH.format(first.minusMonths(1)),
                        MONTH.format(first.plusMonths(1))),
                clock.instant());
    }

    private List<CalendarPage.Day> days(Days days, Filters filters, @Nullable Days month) {
        Map<LocalDate, List<Session>> byDay = new HashMap<>();
        for (Session session : calendar.between(days, filters.selection(), MAX)) {
            byDay.computeIfAbsent(Dates.dayOf(session.slot().start()), day -> new ArrayList<>())
                    .add(session);
        }
        Map<LocalDate, List<OthersProgramme.Item>> ofOthers = others.between(days, filters, MAX).stream()
                .collect(Collectors.groupingBy(item -> Dates.dayOf(item.slot().start())));
        Map<LocalDate, Bilingual> off = daysOff.in(days);
        return days.first()
                .datesUntil(days.last().plusDays(1))
                .map(day -> new CalendarPage.Day(
                        day,
                        off.get(day),
                        month != null && !month.contains(day),
                        filters.with(PATH, Filters.WEEK, Dates.isoWeek(day)),
                        byDay.getOrDefault(day, List.of()),
                        ofOthers.getOrDefault(day, List.of())))
                .toList();
    }

    private static CalendarPage.Links links(
            Filters filters, LocalDate first, LocalDate today, String unit, String previous, String next) {
        // from a month, go to the current week if it is in that month, otherwise to its first week
        LocalDate inWeek =
                unit.equals(Filters.MONTH) && MONTH.format(today).equals(MONTH.format(first)) ? today : first;
        String current = unit.equals(Filters.MONTH) ? MONTH.format(today) : Dates.isoWeek(today);
        LocalDate inMonth = unit.equals(Filters.WEEK) ? first.plusDays(3) : first;
        return new CalendarPage.Links(
                filters.with(PATH, unit, previous),
                filters.with(PATH, unit, next),
                filters.with(PATH, unit, current) + "#vandaag",
                filters.with(PATH, Filters.WEEK, Dates.isoWeek(inWeek)),
                filters.with(PATH, Filters.MONTH, MONTH.format(inMonth)),
                feed(filters),
                filters.only(Filters.WEEK, Filters.MONTH).address(PATH),
                unit.equals(Filters.WEEK)
                        ? filters.with(PosterController.week("a4"), unit, Dates.isoWeek(first))
                        : null,
                unit.equals(Filters.WEEK)
                        ? filters.with(PosterController.week("a5"), unit, Dates.isoWeek(first))
                        : null);
    }
}
