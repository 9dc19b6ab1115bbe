package nl.tec.results;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.programme.ActivityKind;
import nl.tec.reach.Band;
import nl.tec.shared.Audience;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Sector;
import nl.tec.shared.Slugs;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The definitions of the KPIs and their targets: data that the administrator may change (rules 2.6, 2.8). */
@Service
public class Kpis {

    /** Where one is added, and so no code. */
    public static final String NEW = "nieuw";

    /** Why a change is refused when somebody else made another one meanwhile. */
    public static final String OUTDATED = "results.kpi.problem.outdated";

    /** Pages that stand where a code would. */
    private static final Set<String> PAGES = Set.of(NEW, "vastgelegd");

    private final JdbcClient jdbc;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Kpis(JdbcClient jdbc, Audit audit, JsonMapper json, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
        this.events = events;
    }

    /** In the order they are shown. */
    public List<Kpi> list() {
        return jdbc.sql("select * from kpi order by position, code").query(KPI).list();
    }

    public Optional<Kpi> find(String code) {
        return jdbc.sql("select * from kpi where code = :code")
                .param("code", code)
                .query(KPI)
                .optional();
    }

    /** Per KPI, per year, in the unit of its measure. A target of nothing, as the memo has for the first year, is none. */
    public Map<String, Map<Integer, Double>> targets() {
        record Target(String kpi, int year, double target) {}
        return jdbc
                .sql("select kpi_code, year, target from kpi_target where target <> 0")
                .query((row, n) -> new Target(row.getString("kpi_code"), row.getInt("year"), row.getDouble("target")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Target::kpi, Collectors.toMap(Target::year, Target::target, (a, b) -> a, TreeMap::new)));
    }

    /** A definition that was replaced. @param by the name of who did it; empty when the account is gone */
    public record Replaced(int version, Instant at, String by, Kpi kpi, Map<Integer, BigDecimal> targets) {}

    private record Definition(Kpi kpi, Map<Integer, BigDecimal> targets) {}

    /**
     * Stores a changed definition with all its targets; what it was stays in {@link #replaced}. The figures of all years are
     * measured again. Answers the code of the KPI.
     *
     * @param kpi with the version it was read with; code and measure can't be changed
     */
    @Transactional
    public Outcome<String> change(Kpi kpi, Map<Integer, BigDecimal> targets, Actor by) {
        oneByOne();
        Problems problems = problems(kpi, targets);
        if (kpi.lastYear() == null) { // the name of one that ended may be in use again
            named(kpi, problems);
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Kpi> before = jdbc.sql("select * from kpi where code = :code for update")
                .param("code", kpi.code())
                .query(KPI)
                .optional();
        if (before.isEmpty() || before.get().version() != kpi.version()) {
            return Outcome.refused(OUTDATED);
        }
        jdbc.sql("""
                insert into kpi_replaced (kpi_code, version, replaced_at, account_id, definition)
                values (:code, :version, :now, :account, :definition::jsonb)
                """)
                .param("code", kpi.code())
                .param("version", kpi.version())
                .param("now", Timestamp.from(clock.instant()))
                .param("account", by.accountId())
                .param("definition", json.writeValueAsString(new Definition(before.get(), exactTargets(kpi.code()))))
                .update();
        stored("""
                update kpi set position = :position, name_nl = :nameNl, name_en = :nameEn, source_nl = :sourceNl,
                       source_en = :sourceEn, sector = :sector, grade_from = :from, grade_to = :to, audience = :audience,
                       activity_kind = :kind, period = :period, version = version + 1
                 where code = :code
                """, kpi.code(), kpi);
        jdbc.sql("delete from kpi_target where kpi_code = :code")
                .param("code", kpi.code())
                .update();
        targets(kpi.code(), targets);
        return done("KPI_CHANGED", kpi.code(), by);
    }

    /**
     * Adds a KPI with its targets. It is measured for all years there are.
     *
     * @param kpi its code is made of its name
     */
    @Transactional
    public Outcome<String> add(Kpi kpi, Map<Integer, BigDecimal> targets, Actor by) {
        oneByOne();
        Problems problems = named(kpi, problems(kpi, targets));
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        String code = freeCode(Slugs.of(kpi.nameNl(), "kpi"));
        stored("""
                insert into kpi (code, position, measure, name_nl, name_en, source_nl, source_en, sector, grade_from, grade_to,
                                 audience, activity_kind, period)
                values (:code, :position, :measure, :nameNl, :nameEn, :sourceNl, :sourceEn, :sector, :from, :to,
                        :audience, :kind, :period)
                """, code, kpi);
        targets(code, targets);
        return done("KPI_ADDED", code, by);
    }

    /** Measures a KPI no longer after a year; the years it was there stay. */
    @Transactional
    public Outcome<String> end(Kpi kpi, int lastYear, Actor by) {
        if (lastYear < 2000 || lastYear > 2100) {
            return Outcome.refused(new Problems().add("lastYear", "results.kpi.problem.lastYear"));
        }
        ends(kpi.code(), lastYear);
        return done("KPI_ENDED", kpi.code(), by);
    }

    /** Measures a KPI that had ended again, in the years between too. */
    @Transactional
    public Outcome<String> goOn(Kpi kpi, Actor by) {
        oneByOne();
        Problems problems = named(kpi, new Problems());
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        ends(kpi.code(), null);
        return done("KPI_RESTORED", kpi.code(), by);
    }

    private void ends(String code, @Nullable Integer lastYear) {
        jdbc.sql("update kpi set last_year = :year where code = :code")
                .param("year", lastYear)
                .param("code", code)
                .update();
    }

    private Outcome<String> done(String action, String code, Actor by) {
        audit.add(by, action, "kpi." + code, null);
        events.publishEvent(new KpiChanged(code));
        return Outcome.done(code);
    }

    /** Names and codes are compared with those of all others, so that changes wait for each other; reading goes on. */
    private void oneByOne() {
        jdbc.sql("lock table kpi in share row exclusive mode").update();
    }

    /** Two that are measured at the same time can be told apart by their names. */
    private Problems named(Kpi kpi, Problems problems) {
        jdbc.sql("""
                select coalesce(bool_or(lower(name_nl) = lower(:nl)), false), coalesce(bool_or(lower(name_en) = lower(:en)), false)
                  from kpi where last_year is null and code <> :code
                """)
                .param("nl", kpi.nameNl().strip())
                .param("en", kpi.nameEn().strip())
                .param("code", kpi.code())
                .query((RowCallbackHandler)
                        row -> problems.addIf(row.getBoolean(1), "name", "results.kpi.problem.nameTaken")
                                .addIf(row.getBoolean(2), "name-en", "results.kpi.problem.nameTaken"));
        return problems;
    }

    private String freeCode(String slug) {
        Set<String> taken = new HashSet<>(
                jdbc.sql("select code from kpi").query(String.class).list());
        taken.addAll(PAGES);
        return IntStream.iterate(1, n -> n + 1)
                .mapToObj(n -> n == 1 ? slug : slug + "-" + n)
                .filter(code -> !taken.contains(code))
                .findFirst()
                .orElseThrow();
    }

    private void stored(String sql, String code, Kpi kpi) {
        Band band = kpi.band();
        jdbc.sql(sql)
                .param("position", kpi.position())
                .param("measure", kpi.measure().name())
                .param("nameNl", kpi.nameNl().strip())
                .param("nameEn", kpi.nameEn().strip())
                .param("sourceNl", kpi.sourceNl().strip())
                .param("sourceEn", kpi.sourceEn().strip())
                .param("sector", band == null ? null : band.sector().name())
                .param("from", band == null ? null : band.from())
                .param("to", band == null ? null : band.to())
                .param(
                        "audience",
                        kpi.audience() == null ? null : kpi.audience().name())
                .param(
                        "kind",
                        kpi.activityKind() == null ? null : kpi.activityKind().name())
                .param("period", kpi.period().name())
                .param("code", code)
                .update();
    }

    private void targets(String code, Map<Integer, BigDecimal> targets) {
        targets.forEach((year, target) -> jdbc.sql(
                        "insert into kpi_target (kpi_code, year, target) values (:code, :year, :target)")
                .param("code", code)
                .param("year", year)
                .param("target", target)
                .update());
    }

    /** What a KPI was before each change, the last first. */
    public List<Replaced> replaced(String code) {
        return jdbc.sql("""
                select r.version, r.replaced_at, coalesce(a.name, '') as name, r.definition
                  from kpi_replaced r left join accounts_account_v a on a.id = r.account_id
                 where r.kpi_code = :code order by r.version desc
                """)
                .param("code", code)
                .query((row, n) -> {
                    Definition definition = json.readValue(row.getString("definition"), Definition.class);
                    return new Replaced(
                            row.getInt("version"),
                            row.getTimestamp("replaced_at").toInstant(),
                            row.getString("name"),
                            definition.kpi(),
                            definition.targets());
                })
                .list();
    }

    /** The targets of a KPI, by year, as they were typed. */
    public Map<Integer, BigDecimal> exactTargets(String code) {
        Map<Integer, BigDecimal> targets = new TreeMap<>();
        jdbc.sql("select year, target from kpi_target where kpi_code = :code")
                .param("code", code)
                .query((RowCallbackHandler) row -> targets.put(
                        row.getInt("year"), row.getBigDecimal("target").stripTrailingZeros()));
        return targets;
    }

    private static Problems problems(Kpi kpi, Map<Integer, BigDecimal> targets) {
        Problems problems = new Problems()
                .addIf(tooLong(kpi.nameNl(), 1, 120), "name", "results.kpi.problem.name")
                .addIf(tooLong(kpi.nameEn(), 1, 120), "name-en", "results.kpi.problem.name")
                .addIf(tooLong(kpi.sourceNl(), 0, 500), "source", "results.kpi.problem.source")
                .addIf(tooLong(kpi.sourceEn(), 0, 500), "source-en", "results.kpi.problem.source")
                .addIf(kpi.position() < 1 || kpi.position() > 999, "position", "results.kpi.problem.position");
        Band band = kpi.band();
        if (kpi.measure().ofClasses()) {
            if (band == null) {
                problems.add("from", "results.kpi.problem.band");
            } else {
                int highest = switch (band.sector()) {
                    case PO, SO -> 8;
                    case VO -> 6;
                    case MBO -> 4;
                };
                problems.addIf(band.from() < 1 || band.from() > highest, "from", "results.kpi.problem.grade", highest)
                        .addIf(band.to() < 1 || band.to() > highest, "to", "results.kpi.problem.grade", highest)
                        .addIf(band.to() < band.from(), "to", "results.kpi.problem.bandOrder");
            }
        }
        problems.addIf(
                        kpi.measure() == Measure.PEOPLE && kpi.audience() == null,
                        "audience",
                        "results.kpi.problem.audience")
                .addIf(
                        kpi.measure().stock() != (kpi.period() == PeriodKind.REFERENCE_DATE),
                        "period",
                        "results.kpi.problem.period");
        BigDecimal most = switch (kpi.measure().unit()) {
            case PERCENT, CHANGE -> BigDecimal.valueOf(100);
            case SCORE -> BigDecimal.TEN;
            case COUNT -> BigDecimal.valueOf(10_000_000);
        };
        BigDecimal least = kpi.measure().unit() == Measure.Unit.CHANGE ? most.negate() : BigDecimal.ZERO;
        targets.forEach((year, target) -> problems.addIf(
                target.compareTo(least) < 0 || target.compareTo(most) > 0 || target.scale() > 2,
                "target" + year,
                "results.kpi.problem.target",
                least,
                most));
        return problems;
    }

    private static boolean tooLong(String text, int least, int most) {
        int length = text.strip().length();
        return length < least || length > most;
    }

    private static final RowMapper<Kpi> KPI = (row, n) -> new Kpi(
            row.getString("code"),
            row.getInt("position"),
            Measure.valueOf(row.getString("measure")),
            row.getString("name_nl"),
            row.getString("name_en"),
            row.getString("source_nl"),
            row.getString("source_en"),
            row.getObject("grade_from") == null
                    ? null
                    : new Band(
                            Sector.valueOf(row.getString("sector")), row.getInt("grade_from"), row.getInt("grade_to")),
            named(Audience.class, row.getString("audience")),
            named(ActivityKind.class, row.getString("activity_kind")),
            PeriodKind.valueOf(row.getString("period")),
            row.getInt("version"),
            row.getObject("last_year", Integer.class));

    private static <E extends Enum<E>> @Nullable E named(Class<E> type, @Nullable String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }
}
