package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.accounts.Actor;
import nl.tec.bookings.CoursePresence;
import nl.tec.bookings.CoursePresence.Mark;
import nl.tec.bookings.CoursePresence.Person;
import nl.tec.bookings.CoursePresences;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The pages with the presence at the meetings of a course, to view, tick and download. */
@Controller
@RequestMapping(CourseController.COURSES)
class CourseController {

    static final String COURSES = "/dag/trajecten";

    private static final String COURSE = "/{series:\\d{1,18}}";
    /** Matches the value of the pressed button: the session, the person, and whether that person was there. */
    private static final Pattern CELL = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})-(ja|nee)");

    private final CoursePresences presences;
    private final Texts texts;
    private final Clock clock;
    private final Pages pages;

    CourseController(CoursePresences presences, Texts texts, Clock clock, Pages pages) {
        this.presences = presences;
        this.texts = texts;
        this.clock = clock;
        this.pages = pages;
    }

    /** Lists the courses that need attention this week, or all on request. */
    @GetMapping
    JteModel list(FormData asked, @AuthenticationPrincipal Actor actor) {
        Instant now = clock.instant();
        List<CoursePresence> all = presences.list(actor);
        List<CoursePresence> shown = asked.has("welke", "alle")
                ? all
                : all.stream()
                        .filter(course -> course.concerns(Dates.dayOf(now)))
                        .toList();
        return pages.bookingsCourses(shown, all.size() - shown.size(), now);
    }

    @GetMapping(COURSE)
    JteModel show(@PathVariable long series, @AuthenticationPrincipal Actor actor) {
        return pages.bookingsCourse(presences.get(series, actor));
    }

    @PostMapping(COURSE)
    View record(@PathVariable long series, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Matcher cell = CELL.matcher(form.text("was-er"));
        if (!cell.matches()) {
            throw new NotFound("no such mark of course " + series);
        }
        return presences
                .record(
                        series,
                        Long.parseLong(cell.group(1)),
                        Long.parseLong(cell.group(2)),
                        cell.group(3).equals("ja"),
                        actor)
                .either(
                        done -> reply.saved("day.saved", COURSES + "/" + series),
                        problems -> reply.refused(problems, show(series, actor)));
    }

    @GetMapping(COURSE + "/aanwezigheid.{kind:csv|xlsx}")
    void download(
            @PathVariable long series,
            @PathVariable String kind,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            HttpServletResponse response)
            throws IOException {
        table(presences.get(series, actor), language).download(kind, response);
    }

    private TableExport table(CoursePresence course, Locale language) {
        List<String> header = new ArrayList<>(List.of(t(language, "presence.who"), t(language, "presence.as")));
        course.meetings()
                .forEach(meeting -> header.add(Dates.dayOf(meeting.start()).toString()));
        header.addAll(
                List.of(t(language, "presence.times"), t(language, "presence.of"), t(language, "presence.inARow")));
        return new TableExport(
                "aanwezigheid",
                header,
                course.people().stream().map(person -> row(person, language)).toList());
    }

    private List<@Nullable Object> row(Person person, Locale language) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(person.name() == null ? t(language, "presence.erased") : person.name());
        row.add(texts.label(language, person.audience()));
        for (Mark mark : person.marks()) {
            row.add(mark == Mark.UNKNOWN ? null : t(language, "presence.mark." + mark));
        }
        row.add(person.times());
        row.add(person.expected());
        row.add(person.consecutiveMisses());
        return row;
    }

    private String t(Locale language, String key) {
        return texts.text(language, key);
    }
}
