package nl.tec.finance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.finance.internal.BudgetQueries;
import nl.tec.finance.internal.BudgetStore;
import nl.tec.finance.internal.LedgerQueries;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The plan, its sources and its scenarios (rules 7), with optimistic locking: a change names the version that it was based on, and the
 * second of two concurrent changes is refused as {@link #OUTDATED}.
 */
@Service
public class Budget {

    /** Somebody else changed it meanwhile. */
    public static final String OUTDATED = "form.outdated";

    /** The largest amount of a line, in cents. */
    public static final long MAX_CENTS = 1_000_000_000_000L;

    private static final int MIN_YEAR = 2020;
    private static final int MAX_YEAR = 2100;

    private final BudgetQueries queries;
    private final BudgetStore store;
    private final LedgerQueries ledger;
    private final Audit audit;
    private final Clock clock;

    Budget(BudgetQueries queries, BudgetStore store, LedgerQueries ledger, Audit audit, Clock clock) {
        this.queries = queries;
        this.store = store;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
    }

    /** The plan over the years. */
    public BudgetOverview plan() {
        return overview(queries.plan());
    }

    /** @throws NotFound when there is no such scenario */
    public BudgetOverview overview(long scenarioId) {
        return overview(scenario(scenarioId));
    }

    /** Counts the years for which the plan has costs and at least as much cover, however certain, as its page does. */
    public int coveredYears(int first, int last) {
        return queries.coveredYears(first, last);
    }

    private BudgetOverview overview(BudgetScenario scenario) {
        LocalDate today = Dates.today(clock);
        return new BudgetOverview(
                scenario, queries.lines(scenario.id()), queries.sources(), ledger.booked(), queries.inKind(), today);
    }

    /** Returns the plan first, then the scenarios by name. */
    public List<BudgetScenario> scenarios() {
        return queries.scenarios();
    }

    /** @throws NotFound when there is none */
    public BudgetScenario scenario(long id) {
        return queries.scenarios().stream()
                .filter(scenario -> scenario.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFound("scenario " + id));
    }

    /** Returns the sources by name. */
    public List<FundingSource> sources() {
        return queries.sources();
    }

    /** @throws NotFound when there is none */
    public FundingSource source(long id) {
        return queries.sources().stream()
                .filter(source -> source.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFound("source " + id));
    }

    public Optional<BudgetLine> findLine(long id) {
        return queries.findLine(id);
    }

    /** Returns the funding programmes that partners' deliveries name, by name. */
    public Map<Long, String> programmes() {
        return queries.programmes();
    }

    /**
     * Adds or changes a line.
     *
     * @param line its id is 0 for a new one; {@code amount} and {@code permille} follow from its scenario and are ignored
     */
    @Transactional
    public Outcome<Long> save(BudgetLine line, Actor by) {
        Problems problems = new Problems()
                .addIf(line.year() < MIN_YEAR || line.year() > MAX_YEAR, "jaar", "finance.problem.year")
                .addIf(line.what().isBlank() || line.what().length() > 160, "wat", "finance.problem.what", 160)
                .addIf(
                        line.written().cents() < 1 || line.written().cents() > MAX_CENTS,
                        "bedrag",
                        "finance.problem.amount")
                .addIf(line.cost() && line.category() == null, "rubriek", "finance.problem.category")
                .addIf(!line.cost() && line.sourceId() == null, "bron", "finance.problem.source")
                .addIf(
                        line.spentBy() != null && line.spentBy().getYear() != line.year(),
                        "uiterlijk",
                        "finance.problem.spentBy");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Long> saved = line.id() == 0 ? Optional.of(store.add(line)) : store.change(line);
        saved.ifPresent(id -> audit.add(by, "BUDGET_LINE_SAVED", "budget_line", id));
        return saved.map(Outcome::done).orElseGet(() -> Outcome.refused(OUTDATED));
    }

    /** Removes a line; idempotent. */
    @Transactional
    public void remove(long lineId, Actor by) {
        if (store.remove(lineId)) {
            audit.add(by, "BUDGET_LINE_REMOVED", "budget_line", lineId);
        }
    }

    /** Adds or changes a source. @param source its id is 0 for a new one */
    @Transactional
    public Outcome<Long> save(FundingSource source, Actor by) {
        FundingSource.Terms terms = source.terms();
        Integer match = terms.matchPercent();
        Problems problems = new Problems()
                .addIf(source.name().isBlank() || source.name().length() > 80, "naam", "finance.problem.name", 80)
                .addIf(queries.isSourceNameTaken(source.name(), source.id()), "naam", "finance.problem.nameTaken")
                .addIfLonger(source.about(), 500, "uitleg")
                .addIfLonger(source.origin(), 200, "stuk")
                .addUnlessBetween(terms.mostPercent(), 1, 100, "deel")
                .addUnlessBetween(match, 1, 1000, "naast")
                .addIf(
                        terms.inKindMatches() && (match == null || terms.programmeId() == null),
                        "natura",
                        "finance.problem.inKind")
                .addIf(
                        terms.programmeId() != null && queries.programmeTaken(terms.programmeId(), source.id()),
                        "regeling",
                        "finance.problem.programmeTaken");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Long> saved = source.id() == 0 ? Optional.of(store.add(source)) : store.change(source);
        saved.ifPresent(id -> audit.add(by, "FUNDING_SOURCE_SAVED", "funding_source", id));
        return saved.map(Outcome::done).orElseGet(() -> Outcome.refused(OUTDATED));
    }

    /** Removes a source, unless it has lines or bookings. */
    @Transactional
    public Outcome<Long> removeSource(long id, Actor by) {
        if (!store.removeSource(id)) {
            return Outcome.refused("finance.problem.sourceUsed");
        }
        audit.add(by, "FUNDING_SOURCE_REMOVED", "funding_source", id);
        return Outcome.done(id);
    }

    /** Copies all lines and factors of a scenario, or of the plan, into a new one. */
    @Transactional
    public Outcome<Long> copy(long fromId, String name, String about, Actor by) {
        scenario(fromId);
        Problems problems = named(name, about, 0);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.copy(fromId, name, about, clock.instant());
        audit.add(by, "SCENARIO_MADE", "scenario", id);
        return Outcome.done(id);
    }

    /**
     * Changes the name and the factors of a scenario; of the plan only the name.
     *
     * @param scenario factors of 1000 are not stored
     */
    @Transactional
    public Outcome<Long> save(BudgetScenario scenario, Actor by) {
        Problems problems = named(scenario.name(), scenario.about(), scenario.id());
        for (BudgetScenario.Factor factor : scenario.factors()) {
            String field = factor.category() != null ? "rubriek-" + factor.category() : "bron-" + factor.sourceId();
            problems.addIf(factor.permille() < 0 || factor.permille() > 10_000, field, "form.between", 0, 1000);
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (!store.change(scenario)) {
            return Outcome.refused(OUTDATED);
        }
        audit.add(by, "SCENARIO_CHANGED", "scenario", scenario.id());
        return Outcome.done(scenario.id());
    }

    /** Removes a scenario with its lines; the plan cannot be removed. */
    @Transactional
    public void removeScenario(long id, Actor by) {
        if (store.removeScenario(id)) {
            audit.add(by, "SCENARIO_REMOVED", "scenario", id);
        }
    }

    private Problems named(String name, String about, long id) {
        return new Problems()
                .addIf(name.isBlank() || name.length() > 80, "naam", "finance.problem.name", 80)
                .addIf(queries.isScenarioNameTaken(name, id), "naam", "finance.problem.nameTaken")
                .addIfLonger(about, 500, "uitleg");
    }
}
