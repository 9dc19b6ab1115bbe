package nl.tec.steering.web;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.mail.CalendarFeed;
import nl.tec.mail.CalendarFile.Status;
import nl.tec.mail.CalendarFile.WholeDay;
import nl.tec.steering.Overview;
import nl.tec.steering.Overview.PhaseLine;
import nl.tec.steering.Phase;
import nl.tec.steering.Step;
import nl.tec.steering.StepFields.Decision;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;

/**
 * The timeline for download: a sheet of phases, milestones and decisions, and a calendar of the last two. Both have
 * what the reader may see on the page at that moment.
 */
@Component
class TimelineFiles {

    private static final String NAME = "tijdlijn";

    private static final List<String> COLUMNS = List.of(
            "kind",
            "phase",
            "title",
            "about",
            "from",
            "planned",
            "promised",
            "done",
            "state",
            "body",
            "mandate",
            "reference",
            "evidence",
            "dropped",
            "source");

    private final HubSettings hub;
    private final Texts texts;
    private final CalendarFeed feed;
    private final Clock clock;

    TimelineFiles(HubSettings hub, Texts texts, CalendarFeed feed, Clock clock) {
        this.hub = hub;
        this.texts = texts;
        this.feed = feed;
        this.clock = clock;
    }

    /**
     * Returns a row for each phase, followed by the rows of its steps.
     *
     * @param withPublication whether to add, for readers who also see hidden steps, which ones are public
     */
    TableExport sheet(Overview overview, boolean withPublication, Locale language) {
        Instant now = clock.instant();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (PhaseLine line : overview.phases()) {
            rows.add(row(line, overview, withPublication, language));
            for (Step step : line.steps()) {
                List<@Nullable Object> row = row(line.phase(), step, overview, language);
                if (withPublication) {
                    row.add(texts.text(language, step.publicAt(now) ? "steering.sheet.yes" : "steering.sheet.no"));
                }
                rows.add(row);
            }
        }
        List<String> columns = new ArrayList<>(COLUMNS);
        if (withPublication) {
            columns.add("public");
        }
        return new TableExport(
                NAME,
                columns.stream()
                        .map(column -> texts.text(language, "steering.sheet." + column))
                        .toList(),
                rows);
    }

    private List<@Nullable Object> row(PhaseLine line, Overview overview, boolean withPublication, Locale language) {
        Phase phase = line.phase();
        String name = phase.name().in(language);
        List<@Nullable Object> row = new ArrayList<>(Arrays.asList(
                texts.text(language, "steering.sheet.phase"),
                name,
                name,
                phase.about().in(language),
                phase.from(),
                phase.until(),
                phase.promised(),
                null,
                texts.text(language, "steering.phase." + line.state(overview.today())),
                null,
                null,
                null,
                null,
                null,
                phase.source().in(language)));
        if (withPublication) {
            row.add(texts.text(language, "steering.sheet.yes"));
        }
        return row;
    }

    private List<@Nullable Object> row(Phase phase, Step step, Overview overview, Locale language) {
        Decision decision = step.decision();
        return new ArrayList<>(Arrays.asList(
                texts.text(language, decision == null ? "steering.milestone" : "steering.decision"),
                phase.name().in(language),
                step.title().in(language),
                step.fields().about().in(language),
                null,
                step.planned(),
                step.promised(),
                step.done(),
                texts.text(language, "steering.standing." + step.standing(overview.today())),
                decision == null ? null : decision.body().in(language),
                decision == null ? null : decision.mandate().in(language),
                decision == null ? null : decision.reference(),
                step.fields().evidence().in(language),
                step.fields().dropped(),
                step.fields().source().in(language)));
    }

    /**
     * Returns milestones and decisions on their days; null when the client has the current version.
     *
     * @param base the address to put the id behind
     */
    @Nullable ResponseEntity<String> calendar(Overview overview, String base, WebRequest conditions, Locale language) {
        String address = hub.get(Setting.BASE_URL) + base;
        List<CalendarFeed.OfDay> entries = overview.phases().stream()
                .flatMap(line -> line.steps().stream())
                .map(step -> entry(step, overview, address + step.id(), language))
                .toList();
        return feed.answer(texts.text(language, "steering.feed.name", hub.name()), entries, NAME, conditions);
    }

    private CalendarFeed.OfDay entry(Step step, Overview overview, String address, Locale language) {
        String kind = texts.text(language, step.isDecision() ? "steering.decision" : "steering.milestone");
        String standing = texts.text(language, "steering.standing." + step.standing(overview.today()));
        return new CalendarFeed.OfDay(
                new WholeDay(
                        "step-" + step.id() + "@" + hub.host(),
                        step.version(),
                        step.day(),
                        kind + ": " + step.title().in(language),
                        standing + "\n" + address,
                        step.fields().dropped() == null ? Status.CONFIRMED : Status.CANCELLED),
                address);
    }
}
