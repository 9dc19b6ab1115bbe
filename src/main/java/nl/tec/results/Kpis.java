package nl.tec.results;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.reach.Band;
import nl.tec.results.internal.KpiQueries;
import nl.tec.results.internal.KpiStore;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Slugs;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Manages the definitions and targets of the KPIs, which the administrator may change (rules 2.6, 2.8). */
@Service
public class Kpis {

    /** The word that stands for the code in the URL to add a KPI; reserved, so never a code. */
    public static final String NEW = "nieuw";

    /** The problem key for a concurrent change. */
    public static final String OUTDATED = "form.outdated";

    /** Reserved path segments that cannot be used as codes. */
    private static final Set<String> PAGES = Set.of(NEW, "vastgelegd", "bereik");

    private final KpiQueries queries;
    private final KpiStore store;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Kpis(KpiQueries queries, KpiStore store, Audit audit, ApplicationEventPublisher events) {
        this.queries = queries;
        this.store = store;
        this.audit = audit;
        this.events = events;
    }

    /** Returns the KPIs in display order. */
    public List<Kpi> list() {
        return queries.list();
    }

    public Optional<Kpi> find(String code) {
        return queries.find(code);
    }

    /** Returns the targets by KPI code and year, in the unit of the measure. Zero, the memo's value for the first year, means none. */
    public Map<String, Map<Integer, Double>> targets() {
        return queries.targets();
    }

    /** Returns the targets of a KPI by year, exactly as entered. */
    public Map<Integer, BigDecimal> exactTargets(String code) {
        return queries.exactTargets(code);
    }

    /** Returns the replaced definitions of a KPI, latest first. */
    public List<Replaced> replaced(String code) {
        return queries.replaced(code);
    }

    /** A replaced definition. @param by the name of who replaced it; empty if the account was removed */
    public record Replaced(int version, Instant at, String by, Kpi kpi, Map<Integer, BigDecimal> targets) {}

    /**
     * Stores a changed definition with all its targets; the old one stays in {@link #replaced}. The figures of all years are
     * measured again. Returns the code of the KPI.
     *
     * @param kpi the definition with the version it was read with; code and measure cannot be changed
     */
    @Transactional
    public Outcome<String> change(Kpi kpi, Map<Integer, BigDecimal> targets, Actor by) {
        store.lockAll();
        Problems problems = problems(kpi, targets);
        if (kpi.lastYear() == null) { // the name of an ended KPI may have been reused
            named(kpi, problems);
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Kpi> before = queries.find(kpi.code());
        if (before.isEmpty() || before.get().version() != kpi.version()) {
            return Outcome.refused(OUTDATED);
        }
        store.change(before.get(), kpi, targets, by);
        return done("KPI_CHANGED", kpi.code(), by);
    }

    /**
     * Adds a KPI with its targets. It is measured for all existing years.
     *
     * @param kpi the definition; its code is ignored and derived from the name
     */
    @Transactional
    public Outcome<String> add(Kpi kpi, Map<Integer, BigDecimal> targets, Actor by) {
        store.lockAll();
        Problems problems = named(kpi, problems(kpi, targets));
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        String code = unusedCode(Slugs.of(kpi.nameNl(), "kpi"));
        store.add(code, kpi, targets);
        return done("KPI_ADDED", code, by);
    }

    /** Ends a KPI after a year; the figures up to that year stay. */
    @Transactional
    public Outcome<String> end(Kpi kpi, int lastYear, Actor by) {
        if (lastYear < 2000 || lastYear > 2100) {
            return Outcome.refused(new Problems().add("lastYear", "results.kpi.problem.lastYear"));
        }
        store.end(kpi.code(), lastYear);
        return done("KPI_ENDED", kpi.code(), by);
    }

    /** Resumes a KPI that had ended, including the years in between. */
    @Transactional
    public Outcome<String> resume(Kpi kpi, Actor by) {
        store.lockAll();
        Problems problems = named(kpi, new Problems());
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.end(kpi.code(), null);
        return done("KPI_RESTORED", kpi.code(), by);
    }

    private Outcome<String> done(String action, String code, Actor by) {
        audit.add(by, action, "kpi." + code, null);
        events.publishEvent(new KpiChanged(code));
        return Outcome.done(code);
    }

    /** Requires the names to be unique among KPIs that have not ended. */
    private Problems named(Kpi kpi, Problems problems) {
        KpiQueries.NamesTaken taken = queries.taken(kpi);
        problems.addIf(taken.dutch(), "name", "results.kpi.problem.nameTaken")
                .addIf(taken.english(), "name-en", "results.kpi.problem.nameTaken");
        return problems;
    }

    private String unusedCode(String slug) {
        Set<String> taken = queries.codes();
        taken.addAll(PAGES);
        return Slugs.firstFree(slug, free -> Optional.of(free).filter(code -> !taken.contains(code)));
    }

    private static Problems problems(Kpi kpi, Map<Integer, BigDecimal> targets) {
        Problems problems = new Problems()
                .addIf(tooLong(kpi.nameNl(), 1, 120), "name", "results.kpi.problem.name")
                .addIf(tooLong(kpi.nameEn(), 1, 120), "name-en", "results.kpi.problem.name")
                .addIfLonger(kpi.sourceNl().strip(), 500, "source")
                .addIfLonger(kpi.sourceEn().strip(), 500, "source-en")
                .addUnlessBetween(kpi.position(), 1, 999, "position");
        Band band = kpi.band();
        if (kpi.measure().ofClasses()) {
            if (band == null) {
                problems.add("from", "results.kpi.problem.band");
            } else {
                int highest = band.sector().lastGrade();
                problems.addUnlessBetween(band.from(), 1, highest, "from")
                        .addUnlessBetween(band.to(), 1, highest, "to")
                        .addIf(band.to() < band.from(), "to", "results.kpi.problem.bandOrder");
            }
        }
        problems.addIf(
                        kpi.measure() == Measure.PEOPLE && kpi.audiences().isEmpty(),
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
}
