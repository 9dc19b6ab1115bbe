package nl.tec.results;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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

/** The definitions of the KPIs and their targets: data that the administrator may change (rules 2.6, 2.8). */
@Service
public class Kpis {

    /** The word in place of a code where a KPI is added, and so no code. */
    public static final String NEW = "nieuw";

    /** Why a change is refused when somebody else made another one meanwhile. */
    public static final String OUTDATED = "results.kpi.problem.outdated";

    /** Pages that stand where a code would. */
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

    /** In the order they are shown. */
    public List<Kpi> list() {
        return queries.list();
    }

    public Optional<Kpi> find(String code) {
        return queries.find(code);
    }

    /** Per KPI, per year, in the unit of its measure. A target of nothing, as the memo has for the first year, is none. */
    public Map<String, Map<Integer, Double>> targets() {
        return queries.targets();
    }

    /** The targets of a KPI, by year, as they were typed. */
    public Map<Integer, BigDecimal> exactTargets(String code) {
        return queries.exactTargets(code);
    }

    /** Returns what a KPI was before each change, latest first. */
    public List<Replaced> replaced(String code) {
        return queries.replaced(code);
    }

    /** A definition that was replaced. @param by the name of who did it; empty when the account is gone */
    public record Replaced(int version, Instant at, String by, Kpi kpi, Map<Integer, BigDecimal> targets) {}

    /**
     * Stores a changed definition with all its targets; what it was stays in {@link #replaced}. The figures of all years are
     * measured again. Answers the code of the KPI.
     *
     * @param kpi with the version it was read with; code and measure can't be changed
     */
    @Transactional
    public Outcome<String> change(Kpi kpi, Map<Integer, BigDecimal> targets, Actor by) {
        store.lockAll();
        Problems problems = problems(kpi, targets);
        if (kpi.lastYear() == null) { // the name of one that ended may be in use again
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
     * Adds a KPI with its targets. It is measured for all years there are.
     *
     * @param kpi its code is made of its name
     */
    @Transactional
    public Outcome<String> add(Kpi kpi, Map<Integer, BigDecimal> targets, Actor by) {
        store.lockAll();
        Problems problems = named(kpi, problems(kpi, targets));
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        String code = freeCode(Slugs.of(kpi.nameNl(), "kpi"));
        store.add(code, kpi, targets);
        return done("KPI_ADDED", code, by);
    }

    /** Measures a KPI no longer after a year; the years it was there stay. */
    @Transactional
    public Outcome<String> end(Kpi kpi, int lastYear, Actor by) {
        if (lastYear < 2000 || lastYear > 2100) {
            return Outcome.refused(new Problems().add("lastYear", "results.kpi.problem.lastYear"));
        }
        store.end(kpi.code(), lastYear);
        return done("KPI_ENDED", kpi.code(), by);
    }

    /** Measures a KPI that had ended again, in the years between too. */
    @Transactional
    public Outcome<String> goOn(Kpi kpi, Actor by) {
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

    /** Two that are measured at the same time can be told apart by their names. */
    private Problems named(Kpi kpi, Problems problems) {
        KpiQueries.Taken taken = queries.taken(kpi);
        problems.addIf(taken.dutch(), "name", "results.kpi.problem.nameTaken")
                .addIf(taken.english(), "name-en", "results.kpi.problem.nameTaken");
        return problems;
    }

    private String freeCode(String slug) {
        Set<String> taken = queries.codes();
        taken.addAll(PAGES);
        return IntStream.iterate(1, n -> n + 1)
                .mapToObj(n -> n == 1 ? slug : slug + "-" + n)
                .filter(code -> !taken.contains(code))
                .findFirst()
                .orElseThrow();
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
