package nl.tec.demo;

import static nl.tec.demo.DemoFile.both;
import static nl.tec.demo.DemoFile.rows;
import static nl.tec.demo.DemoFile.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The project of the demo hub: the phases, milestones and decisions of the memo, and fictional ones around them; the judgements of the
 * board about the conditions, and its notes about some KPIs. Future events are left out on any day.
 */
final class DemoSteering {

    private static final LocalTime OFFICE_HOURS = LocalTime.of(9, 30);

    private final JdbcTemplate jdbc;
    private final LocalDate today;
    private final long board;
    private final Map<String, Long> phases = new HashMap<>();
    private final Map<String, Long> steps = new HashMap<>();

    DemoSteering(JdbcTemplate jdbc, Instant now) {
        this.jdbc = jdbc;
        this.today = Dates.dayOf(now);
        this.board = account("bestuur@tec.example");
    }

    void fill(Map<String, Object> file) {
        rows(file, "phases").forEach(this::addPhase);
        List<Map<String, Object>> fixed = rows(file, "steps");
        fixed.forEach(this::addStep);
        for (Map<String, Object> step : fixed) {
            Object after = step.get("after");
            if (after != null) {
                jdbc.update(
                        "update project_step set public_after = ? where id = ?",
                        steps.get(after.toString()),
                        steps.get(text(step.get("key"))));
            }
        }
        addYearly(map(file, "yearly"));
        addJudgements(file);
        map(file, "notes").forEach(this::addNote);
    }

    private void addPhase(Map<String, Object> phase) {
        LocalDate until = day(phase.get("until"));
        phases.put(
                text(phase.get("key")),
                id(
                        "insert into project_phase (name_nl, name_en, about_nl, about_en, source_nl, source_en, from_day, until_day,"
                                + " promised) values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
                        both(phase, "name").dutch(),
                        both(phase, "name").english(),
                        both(phase, "about").dutch(),
                        both(phase, "about").english(),
                        both(phase, "source").dutch(),
                        both(phase, "source").english(),
                        day(phase.get("from")),
                        until,
                        until));
    }

    private void addStep(Map<String, Object> step) {
        boolean decision = step.containsKey("body");
        LocalDate planned = Objects.requireNonNull(day(step.get("planned")));
        LocalDate first = day(step.get("promised"));
        LocalDate promised = first == null ? planned : first;
        LocalDate said = day(step.get("done"));
        LocalDate done = said == null || said.isAfter(today) ? null : said;
        LocalDate open = day(step.get("public"));
        Object dropped = step.get("dropped");
        long id = id(
                "insert into project_step (kind, phase_id, title_nl, title_en, about_nl, about_en, source_nl, source_en, planned,"
                        + " promised, done, evidence_nl, evidence_en, dropped, body_nl, body_en, mandate_nl, mandate_en, reference,"
                        + " public_from) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
                decision ? "DECISION" : "MILESTONE",
                phases.get(text(step.get("phase"))),
                both(step, "title").dutch(),
                both(step, "title").english(),
                both(step, "about").dutch(),
                both(step, "about").english(),
                both(step, "source").dutch(),
                both(step, "source").english(),
                planned,
                promised,
                done,
                done == null ? "" : both(step, "evidence").dutch(),
                done == null ? "" : both(step, "evidence").english(),
                dropped,
                decision ? both(step, "body").dutch() : null,
                decision ? both(step, "body").english() : null,
                decision ? both(step, "mandate").dutch() : null,
                decision ? both(step, "mandate").english() : null,
                decision ? step.get("reference") : null,
                open == null ? null : at(open, LocalTime.MIDNIGHT));
        steps.put(text(step.get("key")), id);
        LocalDate added = promised.minusDays(120).isAfter(today) ? today.minusDays(1) : promised.minusDays(120);
        change(id, added, "ADDED", null, null, "");
        if (!promised.equals(planned)) {
            change(id, notAfter(promised.minusDays(7)), "MOVED", promised, planned, text(step.get("reason")));
        }
        if (done != null) {
            change(id, done, "DONE", null, null, "");
        }
    }

    private LocalDate notAfter(LocalDate day) {
        return day.isBefore(today) ? day : today.minusDays(1);
    }

    private void change(
            long step,
            LocalDate day,
            String what,
            @Nullable LocalDate before,
            @Nullable LocalDate after,
            String reason) {
        jdbc.update(
                "insert into project_step_change (step_id, at, what, day_before, day_after, reason) values (?, ?, ?, ?, ?, ?)",
                step,
                at(notAfter(day), OFFICE_HOURS),
                what,
                before,
                after,
                reason);
    }

    /** Adds the annual account of each school year that has ended, and of the current one. */
    private void addYearly(Map<String, Object> pattern) {
        MonthDay planned = MonthDay.parse("--" + text(pattern.get("planned")));
        MonthDay done = MonthDay.parse("--" + text(pattern.get("done")));
        for (int year = 2023; planned.atYear(year).isBefore(today); year++) {
            Map<String, Object> step = new LinkedHashMap<>(pattern);
            String schoolYear = new SchoolYear(year).toString();
            step.put("key", "yearly" + year);
            step.put(
                    "title",
                    Map.of(
                            "nl", both(pattern, "title").dutch().replace("{0}", schoolYear),
                            "en", both(pattern, "title").english().replace("{0}", schoolYear)));
            step.put("planned", planned.atYear(year + 1).toString());
            step.put("done", done.atYear(year + 1).toString());
            step.put("public", "2024-01-01");
            addStep(step);
        }
    }

    private void addJudgements(Map<String, Object> file) {
        Map<String, String> firstWords = new HashMap<>();
        List<Map<String, Object>> corrections = rows(file, "corrections");
        for (Map<String, Object> correction : corrections) {
            firstWords.put(
                    text(correction.get("condition")) + text(correction.get("year")), text(correction.get("first")));
        }
        Map<String, Long> made = new HashMap<>();
        map(file, "judgements")
                .forEach((condition, years) -> ((Map<?, ?>) years).forEach((year, said) -> {
                    Map<?, ?> words = (Map<?, ?>) said;
                    String key = condition + year;
                    String reasons = firstWords.getOrDefault(key, String.valueOf(words.get("reasons")));
                    Long id = judge(
                            condition,
                            Integer.parseInt(year.toString()),
                            String.valueOf(words.get("verdict")),
                            reasons,
                            LocalDate.of(Integer.parseInt(year.toString()) + 1, 9, 30),
                            null);
                    if (id != null) {
                        made.put(key, id);
                    }
                }));
        for (Map<String, Object> correction : corrections) {
            int year = Integer.parseInt(text(correction.get("year")));
            Long first = made.get(text(correction.get("condition")) + year);
            if (first != null) {
                judge(
                        text(correction.get("condition")),
                        year,
                        text(correction.get("verdict")),
                        text(correction.get("reasons")),
                        LocalDate.of(year + 1, 10, 14),
                        first);
            }
        }
    }

    /** Adds the note of the board about a KPI in the current school year. */
    private void addNote(String kpi, Object words) {
        SchoolYear year = SchoolYear.of(today);
        LocalDate lately = today.minusDays(16);
        jdbc.update(
                "insert into kpi_note (kpi_code, year, words, written_at, account_id) values (?, ?, ?, ?, ?)",
                kpi,
                year.start(),
                words + " (verzonnen)",
                at(lately.isBefore(year.firstDay()) ? year.firstDay() : lately, OFFICE_HOURS),
                board);
    }

    /** @return null when that day is in the future */
    private @Nullable Long judge(
            String condition, int year, String verdict, String reasons, LocalDate day, @Nullable Long replaces) {
        if (!day.isBefore(today)) {
            return null;
        }
        return id(
                "insert into condition_judgement (condition, year, verdict, reasons, evidence, judged_at, account_id, replaces)"
                        + " values (?, ?, ?, ?, '[]', ?, ?, ?) returning id",
                condition,
                year,
                verdict,
                reasons + " (verzonnen)",
                at(day, OFFICE_HOURS),
                board,
                replaces);
    }

    private long account(String email) {
        return id("select id from account where email = ?", email);
    }

    private long id(String sql, @Nullable Object... values) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class, values));
    }

    /** Parses a date, or a number of days from today. */
    private @Nullable LocalDate day(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        String said = value.toString();
        return said.startsWith("+") || said.startsWith("-") && said.length() < 6
                ? today.plusDays(Long.parseLong(said))
                : LocalDate.parse(said);
    }

    private static OffsetDateTime at(LocalDate day, LocalTime time) {
        return Rows.timestamp(Dates.at(day, time));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> file, String key) {
        return (Map<String, Object>) Objects.requireNonNull(file.get(key));
    }
}
