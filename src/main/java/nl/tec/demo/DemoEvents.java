package nl.tec.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.Catalogue;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.ProgrammeEvents;
import nl.tec.programme.Series;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Two events with parts and tracks, and a current re-integration track. All fictional. */
@Component
class DemoEvents {

    private static final String NOTE = "Dit evenement is verzonnen, voor de demo.";
    private static final String NOTE_EN = "This event is invented, for the demo.";

    private final ProgrammeEvents events;
    private final Sessions sessions;
    private final Catalogue catalogue;
    private final JdbcClient jdbc;

    DemoEvents(ProgrammeEvents events, Sessions sessions, Catalogue catalogue, JdbcClient jdbc) {
        this.events = events;
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.jdbc = jdbc;
    }

    /** Fills the events; call before sign-ups are made, so that these include events. @param daysOff without school */
    void fill(LocalDate today, Set<LocalDate> daysOff, Actor by) {
        LocalDate week = weekWithSchool(today.plusWeeks(3), daysOff);
        technologyWeek(week, by);
        girlsDay(weekWithSchool(week.plusWeeks(2), daysOff).plusDays(3), by);
        track(today, by);
    }

    /** Returns the first Monday, from a day on, of a week without holidays. */
    private static LocalDate weekWithSchool(LocalDate from, Set<LocalDate> daysOff) {
        LocalDate monday = from.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        while (monday.datesUntil(monday.plusDays(6)).anyMatch(daysOff::contains)) {
            monday = monday.plusWeeks(1);
        }
        return monday;
    }

    private void technologyWeek(LocalDate monday, Actor by) {
        for (int day = 0; day < 3; day++) {
            hold("week-van-de-techniek-scholencircuit", monday.plusDays(day), "09:15", by);
        }
        hold("fietslab-in-de-wijk", monday.plusDays(2), "14:00", by);
        hold("het-techlab-in-jouw-wijk", monday.plusDays(2), "13:30", by);
        hold("codeclub-op-zaterdag", monday.plusDays(4), "15:30", by);
        hold("codeclub-op-zaterdag", monday.plusDays(5), "09:30", by);
        hold("fietslab-in-de-wijk", monday.plusDays(5), "11:00", by);
        hold("codeclub-op-zaterdag", monday.plusDays(5), "13:30", by);
        hold("samen-repareren", monday.plusDays(5), "16:00", by);
        hold("open-techniekdag", monday.plusDays(5), "10:00", by);
        hold("open-techniekdag", monday.plusDays(5), "13:00", by);
        make(
                new Bilingual("Week van de Techniek (verzonnen)", "Technology Week (invented)"),
                new Bilingual(
                        "Een week lang overal in Deventer iets te maken en te zien.",
                        "A week of things to make and see all over Deventer."),
                new Bilingual(
                        "Bouw, programmeer of repareer mee. Kies waar je naartoe wilt en meld je in één keer aan. "
                                + NOTE,
                        "Build, program or repair. Choose where you want to go and sign up for all of it at once. "
                                + NOTE_EN),
                monday,
                monday.plusDays(5),
                by);
    }

    private void girlsDay(LocalDate thursday, Actor by) {
        hold("girls-day", thursday, "09:00", by);
        hold("girls-day", thursday, "13:00", by);
        hold("codeclub-op-zaterdag", thursday, "15:30", by);
        hold("fietslab-in-de-wijk", thursday, "15:30", by);
        hold("codeclub-op-zaterdag", thursday, "18:00", by);
        make(
                new Bilingual("Girls’ Day (verzonnen)", "Girls’ Day (invented)"),
                new Bilingual(
                        "Meisjes kijken, doen en vragen alles bij technische bedrijven.",
                        "Girls look, do and ask anything at companies in technology."),
                new Bilingual(
                        "Overdag kom je met je klas. Na school kun je zelf nog iets maken. " + NOTE,
                        "By day you come with your class. After school you can make something by yourself. " + NOTE_EN),
                thursday,
                thursday,
                by);
    }

    /** Adds a date of an activity, if the resources are free. */
    private void hold(String slug, LocalDate day, String start, Actor by) {
        activity(slug).ifPresent(activity -> sessions.create(details(activity, day, start), true, by));
    }

    private Optional<Activity> activity(String slug) {
        return jdbc.sql("select id from activity where slug = ? and state = 'PUBLISHED'")
                .param(slug)
                .query(Long.class)
                .optional()
                .flatMap(catalogue::find);
    }

    private static SessionDetails details(Activity activity, LocalDate day, String start) {
        var from = Dates.at(day, LocalTime.parse(start));
        var details = activity.details();
        return new SessionDetails(
                activity.id(),
                new TimeSlot(from, from.plusSeconds(details.duration().minutes() * 60L)),
                details.venueId(),
                null,
                details.roomId(),
                details.size().max(),
                activity.takesClasses() ? details.size().classes() : null,
                "");
    }

    /** Makes an event of all sessions on these days with sign-up, in tracks by audience. */
    private void make(Bilingual title, Bilingual promise, Bilingual intro, LocalDate first, LocalDate last, Actor by) {
        List<Bilingual> tracks = List.of(
                new Bilingual("Voor kinderen", "For children"),
                new Bilingual("Voor het hele gezin", "For the whole family"),
                new Bilingual("Met je klas", "With your class"));
        ProgrammeEvent event = events.create(new ProgrammeEvent.Details(title, promise, intro, first, last, tracks), by)
                .orElseThrow();
        Map<Long, Integer> parts = events.candidates(event).stream()
                .filter(session -> session.visible() && session.course() == null && track(session) > 0)
                .collect(Collectors.toMap(Session::id, DemoEvents::track));
        events.choose(event.id(), event.version(), parts, by);
        events.show(event.id(), true, by);
    }

    private static int track(Session session) {
        Set<Audience> audiences = session.activity().forWhom().audiences();
        if (session.takesClasses()) {
            return session.activity().kind() == ActivityKind.EVENT ? 3 : 0;
        }
        return !audiences.contains(Audience.CHILD) ? 0 : audiences.contains(Audience.PARENT) ? 2 : 1;
    }

    /** Makes a weekly track that began five weeks ago. */
    private void track(LocalDate today, Actor by) {
        LocalDate first = today.minusWeeks(5).with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
        activity("zes-weken-op-weg")
                .ifPresent(activity -> sessions.create(
                        new Series(
                                details(activity, first, "13:00"),
                                first,
                                first.plusWeeks(12),
                                1,
                                Set.of(DayOfWeek.FRIDAY),
                                List.of(LocalTime.of(13, 0)),
                                true,
                                8,
                                Set.of(),
                                true),
                        true,
                        by));
    }

    /** Marks two participants of the current track as absent from the last sessions. */
    void miss(LocalDate today) {
        jdbc.sql("""
                with running as (
                  select series_id from session where course and state = 'PUBLISHED'
                   group by series_id having min(starts_at) < :today and max(starts_at) > :today),
                meetings as (
                  select s.id, row_number() over (partition by s.series_id order by s.starts_at desc) as back
                    from session s join running using (series_id) where s.ends_at < :today),
                away as (
                  select distinct q.booking_id from sign_up_person q join attendance a on a.person_id = q.id
                    join meetings m on m.id = a.session_id where q.audience = 'REINTEGRATION' order by 1 limit 2)
                delete from attendance a using meetings m, sign_up_person q, away
                 where a.session_id = m.id and m.back <= 2 and q.id = a.person_id and q.booking_id = away.booking_id
                """).param("today", Rows.startOf(today)).update();
    }
}
