package nl.tec.results.internal;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.reach.Period;
import nl.tec.reach.Population;
import nl.tec.results.Figure;
import nl.tec.results.Figure.Compared;
import nl.tec.results.Kpi;
import nl.tec.results.Profiles.Line;
import nl.tec.shared.Like;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Measures exam candidates with a technical profile in the hub's municipalities, against the baseline year (rules 2.11). DUO masks
 * counts of 1 to 4; each is estimated as two and a half.
 */
@Component
public class ProfileMeasurement {

    /** The condition that an organisations_exam_v e is of a technical profile, as defined by the words in the hub's settings. */
    private static final String TECHNICAL = "lower(e.programme) like any (:words)";

    private final JdbcClient jdbc;
    private final HubSettings hub;
    private final Clock clock;

    ProfileMeasurement(JdbcClient jdbc, HubSettings hub, Clock clock) {
        this.jdbc = jdbc;
        this.hub = hub;
        this.clock = clock;
    }

    /** The known candidates and the number of masked counts. */
    record Counted(long known, long masked) {

        long low() {
            return known + masked;
        }

        long high() {
            return known + 4 * masked;
        }

        /** Returns the midpoint of the range, rounded up. */
        long about() {
            return known + (5 * masked + 1) / 2;
        }
    }

    /** Measures the KPI; empty if the counts of the year or the baseline year are missing. */
    Optional<Figure> of(Kpi kpi, int year, Period period) {
        Map<Integer, Map<Boolean, Counted>> counted = counted(period);
        Map<Boolean, Counted> now = counted.get(period.countYear());
        Map<Boolean, Counted> before = counted.get(hub.number(Setting.PROFILE_BASELINE_YEAR));
        if (now == null || before == null) {
            return Optional.empty();
        }
        Map<Boolean, Counted> otherYear = counted.get(hub.number(Setting.PROFILE_BASELINE_YEAR) - 1);
        Counted technical = technical(now);
        Counted baseline = technical(before);
        Counted all = all(now);
        return Optional.of(Figure.ofChange(
                kpi.code(),
                year,
                clock.instant(),
                technical.about(),
                new Population(all.about(), all.low(), all.high(), false, null),
                new Compared(
                        baseline.about(),
                        baseline.low(),
                        baseline.high(),
                        technical.low(),
                        technical.high(),
                        all(before).about(),
                        otherYear == null ? null : technical(otherYear).about())));
    }

    private static Counted all(Map<Boolean, Counted> year) {
        return year.values().stream()
                .reduce(new Counted(0, 0), (a, b) -> new Counted(a.known() + b.known(), a.masked() + b.masked()));
    }

    private static Counted technical(Map<Boolean, Counted> year) {
        return year.getOrDefault(true, new Counted(0, 0));
    }

    /** Returns the counts by school year and by whether the profile is technical. */
    private Map<Integer, Map<Boolean, Counted>> counted(Period period) {
        Map<Integer, Map<Boolean, Counted>> counted = new HashMap<>();
        jdbc.sql("""
                select e.school_year, %s as technical, sum(e.candidates) as known, sum(e.masked_cells) as masked
                  from organisations_exam_v e
                 where e.municipality_code = any(:municipalities) and e.school_year in (:year, :baseline, :baseline - 1)
                 group by 1, 2
                """.formatted(TECHNICAL)).params(parameters(period)).query(row -> {
            counted.computeIfAbsent(row.getInt("school_year"), year -> new HashMap<>())
                    .put(row.getBoolean("technical"), Rows.read(row, Counted.class));
        });
        return counted;
    }

    /** Returns the counts by school and profile in the year and the baseline year. */
    public List<Line> schools(Period period) {
        return jdbc.sql("""
                select e.brin6, e.name as school, e.programme,
                       coalesce(sum(e.candidates) filter (where e.school_year = :baseline), 0) as before,
                       coalesce(sum(e.masked_cells) filter (where e.school_year = :baseline), 0) as masked_before,
                       coalesce(sum(e.candidates) filter (where e.school_year = :year), 0) as now,
                       coalesce(sum(e.masked_cells) filter (where e.school_year = :year), 0) as masked
                  from organisations_exam_v e
                 where e.municipality_code = any(:municipalities) and e.school_year in (:year, :baseline) and %s
                 group by e.brin6, e.name, e.programme order by e.name, e.brin6, e.programme
                """.formatted(TECHNICAL))
                .params(parameters(period))
                .query(Rows.of(Line.class))
                .list();
    }

    /** Returns the parameters year, baseline, municipalities and words. */
    private Map<String, Object> parameters(Period period) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("year", period.countYear());
        parameters.put("baseline", hub.number(Setting.PROFILE_BASELINE_YEAR));
        parameters.put("municipalities", hub.municipalities().toArray(String[]::new));
        parameters.put(
                "words",
                hub.list(Setting.TECHNICAL_PROFILES).stream()
                        .map(word -> Like.part(word.toLowerCase(Locale.ROOT)))
                        .toArray(String[]::new));
        return parameters;
    }
}
