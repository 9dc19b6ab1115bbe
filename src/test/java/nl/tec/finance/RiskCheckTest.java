package nl.tec.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nl.tec.finance.FundingSource.Terms;
import nl.tec.finance.Risk.Why;
import nl.tec.finance.RiskCheck.Facts;
import nl.tec.finance.RiskCheck.SourceYear;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/** Rules 7.3: the conditions of a source, and the violations in a budget. */
class RiskCheckTest {

    private static final LocalDate BEFORE = LocalDate.of(2023, 6, 1);
    private static final LocalDate END = LocalDate.of(2023, 12, 31);

    private final List<BudgetLine> lines = new ArrayList<>();

    @Example
    void spendingAfterTheLastDayIsTooLate() {
        cover(1, 2023, 1000, null, LocalDate.of(2023, 10, 1));
        cover(1, 2024, 250, null, null);
        assertThat(risks(terms(Set.of(), END, null, null), Facts.NONE, BEFORE))
                .extracting(Risk::year, Risk::why, Risk::amount, Risk::day)
                .containsExactly(tuple(2024, Why.TOO_LATE, new Money(250), END));
    }

    @Example
    void aLineWithoutADayIsSpentAtTheEndOfItsYear() {
        cover(1, 2023, 1000, null, null);
        LocalDate june = LocalDate.of(2023, 6, 30);
        assertThat(risks(terms(Set.of(), june, null, null), Facts.NONE, BEFORE))
                .extracting(Risk::why, Risk::amount)
                .containsExactly(tuple(Why.TOO_LATE, new Money(1000)));
        assertThat(risks(terms(Set.of(), END, null, null), Facts.NONE, BEFORE)).isEmpty();
    }

    @Example
    void amountsNotReceivedByTheLastDayAreLost() {
        cover(1, 2023, 1000, null, null);
        Facts facts = new Facts(Map.of(new SourceYear(1, 2023), new Money(940)), Map.of());
        Terms terms = terms(Set.of(), END, null, null);
        assertThat(risks(terms, facts, END)).as("on the day itself").isEmpty();
        assertThat(risks(terms, facts, END.plusDays(1)))
                .extracting(Risk::why, Risk::amount, Risk::limit)
                .containsExactly(tuple(Why.NOT_RECEIVED, new Money(60), new Money(940)));
    }

    @Example
    void otherCostsAreNotPaidAndNoMoreThanThereAre() {
        cost(2023, 700, CostCategory.STAFF);
        cost(2023, 5000, CostCategory.VENUE);
        cover(1, 2023, 600, null, null);
        cover(1, 2023, 300, CostCategory.VENUE, null);
        assertThat(risks(terms(Set.of(CostCategory.STAFF), null, null, null), Facts.NONE, BEFORE))
                .extracting(Risk::why, Risk::amount)
                .containsExactly(tuple(Why.OTHER_COSTS, new Money(300)), tuple(Why.MORE_THAN_COSTS, new Money(200)));
    }

    @Example
    void aShareIsOfTheCostsTheSourcePays() {
        cost(2023, 1001, CostCategory.STAFF);
        cost(2023, 5000, CostCategory.VENUE);
        cover(1, 2023, 600, null, null);
        assertThat(risks(terms(Set.of(CostCategory.STAFF), null, 50, null), Facts.NONE, BEFORE))
                .extracting(Risk::why, Risk::limit, Risk::amount)
                .as("half a cent is not paid")
                .containsExactly(tuple(Why.SHARE, new Money(500), new Money(100)));
    }

    @Example
    void onlyCommittedAmountsMatchAndInKindWhereItCounts() {
        cover(1, 2023, 1000, null, null);
        line(2L, 2023, 300, null, null, Certainty.COMMITTED);
        line(2L, 2023, 900, null, null, Certainty.EXPECTED);
        Facts facts = new Facts(Map.of(), Map.of(new SourceYear(1, 2023), new Money(100)));
        assertThat(risks(terms(Set.of(), null, null, 50), facts, BEFORE))
                .extracting(Risk::why, Risk::limit, Risk::amount)
                .containsExactly(tuple(Why.MATCH, new Money(600), new Money(400)));
        assertThat(risks(new Terms(Set.of(), null, null, 50, true, 7L), facts, BEFORE))
                .extracting(Risk::limit, Risk::amount)
                .containsExactly(tuple(new Money(800), new Money(200)));
    }

    /** With any violations, no unplanned euro is at risk, and none is counted twice. */
    @Property(tries = 300)
    void neverMoreIsAtRiskThanIsPlanned(
            @ForAll("budgets") List<BudgetLine> budget,
            @ForAll("anyTerms") Terms terms,
            @ForAll("days") LocalDate today) {
        List<Risk> risks = RiskCheck.risks(budget, List.of(source(1, terms)), Facts.NONE, today);
        long planned = budget.stream()
                .filter(line -> line.sourceId() != null && line.sourceId() == 1)
                .mapToLong(line -> line.amount().cents())
                .sum();
        assertThat(risks).allSatisfy(risk -> assertThat(risk.amount().cents()).isPositive());
        assertThat(RiskCheck.atRisk(risks).cents()).isBetween(0L, planned);
        assertThat(RiskCheck.atRisk(risks).isZero()).isEqualTo(risks.isEmpty());
    }

    @Provide
    Arbitrary<List<BudgetLine>> budgets() {
        return Combinators.combine(
                        Arbitraries.integers().between(2022, 2025),
                        Arbitraries.of(LineKind.values()),
                        Arbitraries.of(CostCategory.values()),
                        Arbitraries.longs().between(1, 3),
                        Arbitraries.longs().between(1, 100_000),
                        Arbitraries.of(Certainty.values()),
                        Arbitraries.of(true, false))
                .as((year, kind, category, source, cents, certainty, meant) -> new BudgetLine(
                        0,
                        1,
                        year,
                        kind,
                        kind == LineKind.COST || meant ? category : null,
                        kind == LineKind.COST ? null : source,
                        "x",
                        new Money(cents),
                        new Money(cents),
                        1000,
                        certainty,
                        null,
                        0))
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<Terms> anyTerms() {
        return Combinators.combine(
                        Arbitraries.of(CostCategory.values()).set().ofMaxSize(3),
                        days().injectNull(0.3),
                        Arbitraries.integers().between(1, 100).injectNull(0.5),
                        Arbitraries.integers().between(1, 1000).injectNull(0.5))
                .as((only, until, most, match) -> new Terms(only, until, most, match, false, null));
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers()
                .between(0, 1500)
                .map(days -> LocalDate.of(2022, 1, 1).plusDays(days));
    }

    private List<Risk> risks(Terms terms, Facts facts, LocalDate today) {
        return RiskCheck.risks(lines, List.of(source(1, terms)), facts, today);
    }

    private static FundingSource source(long id, Terms terms) {
        return new FundingSource(id, "Bron " + id, SourceKind.GRANT, "", "", terms, 0);
    }

    private static Terms terms(
            Set<CostCategory> onlyFor, @Nullable LocalDate until, @Nullable Integer most, @Nullable Integer match) {
        return new Terms(onlyFor, until, most, match, false, null);
    }

    private void cost(int year, long cents, CostCategory category) {
        line(null, year, cents, category, null, Certainty.COMMITTED);
    }

    private void cover(
            long source, int year, long cents, @Nullable CostCategory meantFor, @Nullable LocalDate spentBy) {
        line(source, year, cents, meantFor, spentBy, Certainty.COMMITTED);
    }

    private void line(
            @Nullable Long source,
            int year,
            long cents,
            @Nullable CostCategory category,
            @Nullable LocalDate spentBy,
            Certainty certainty) {
        lines.add(new BudgetLine(
                lines.size() + 1,
                1,
                year,
                source == null ? LineKind.COST : LineKind.COVER,
                category,
                source,
                "regel",
                new Money(cents),
                new Money(cents),
                1000,
                certainty,
                spentBy,
                0));
    }
}
