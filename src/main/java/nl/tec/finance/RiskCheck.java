package nl.tec.finance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import nl.tec.finance.FundingSource.Terms;
import nl.tec.finance.Risk.Why;
import nl.tec.shared.Money;

/**
 * The conditions of sources that a budget breaks (rules 7.3). Shares and matching are calculated per calendar year; only what others
 * committed counts as matching.
 */
public final class RiskCheck {

    public record SourceYear(long sourceId, int year) {}

    /**
     * The facts from outside the budget.
     *
     * @param received from a source in a year, by its last day
     * @param inKind contributions of partners in a year for the programme of a source
     */
    public record Facts(Map<SourceYear, Money> received, Map<SourceYear, Money> inKind) {

        public static final Facts NONE = new Facts(Map.of(), Map.of());
    }

    private final List<BudgetLine> lines;
    private final Facts facts;
    private final LocalDate today;
    private final List<Risk> risks = new ArrayList<>();

    private RiskCheck(List<BudgetLine> lines, Facts facts, LocalDate today) {
        this.lines = lines;
        this.facts = facts;
        this.today = today;
    }

    /** @param lines of one scenario. @return by source in the order given, then by year */
    public static List<Risk> risks(List<BudgetLine> lines, List<FundingSource> sources, Facts facts, LocalDate today) {
        RiskCheck check = new RiskCheck(lines, facts, today);
        for (FundingSource source : sources) {
            lines.stream()
                    .filter(line -> line.isOf(source))
                    .map(BudgetLine::year)
                    .distinct()
                    .sorted()
                    .forEach(year -> check.year(source, year));
        }
        return check.risks;
    }

    /**
     * Returns the total at risk: a euro that breaks two conditions counts once. Amounts that are too late and amounts that were not
     * received do not overlap, so they are added.
     */
    public static Money atRisk(List<Risk> risks) {
        Map<SourceYear, Long> dates = new HashMap<>();
        Map<SourceYear, Long> most = new HashMap<>();
        for (Risk risk : risks) {
            SourceYear of = new SourceYear(risk.sourceId(), risk.year());
            boolean date = risk.why() == Why.TOO_LATE || risk.why() == Why.NOT_RECEIVED;
            (date ? dates : most).merge(of, risk.amount().cents(), date ? Long::sum : Math::max);
        }
        dates.forEach((of, cents) -> most.merge(of, cents, Math::max));
        return new Money(most.values().stream().mapToLong(Long::longValue).sum());
    }

    private void year(FundingSource source, int year) {
        Terms terms = source.terms();
        Money planned = sum(line -> line.isOf(source) && line.year() == year);
        LocalDate until = terms.until();
        LocalDate end = LocalDate.of(year, 12, 31);
        LocalDate day = until == null || until.isAfter(end) ? end : until;
        SourceYear of = new SourceYear(source.id(), year);
        if (until != null) {
            Money late = sum(line ->
                    line.isOf(source) && line.year() == year && line.lastDay().isAfter(until));
            add(of, Why.TOO_LATE, late, until, planned, minus(planned, late));
            if (today.isAfter(until)) {
                Money inTime = minus(planned, late);
                Money received = facts.received().getOrDefault(of, Money.ZERO);
                add(of, Why.NOT_RECEIVED, minus(inTime, received), until, inTime, received);
            }
        }
        Money costs = sum(line -> line.cost() && line.year() == year && pays(terms, line));
        if (!terms.onlyFor().isEmpty()) {
            Money other = sum(line -> line.isOf(source) && line.year() == year && !pays(terms, line));
            add(of, Why.OTHER_COSTS, other, day, planned, minus(planned, other));
            add(of, Why.MORE_THAN_COSTS, minus(planned, costs), day, planned, costs);
        }
        Integer share = terms.mostPercent();
        if (share != null) {
            Money limit = new Money(Math.multiplyExact(costs.cents(), share) / 100);
            add(of, Why.SHARE, minus(planned, limit), day, planned, limit);
        }
        Integer match = terms.matchPercent();
        if (match != null) {
            Money others = sum(line -> !line.cost()
                    && line.year() == year
                    && !line.isOf(source)
                    && line.certainty() == Certainty.COMMITTED);
            Money added = terms.inKindMatches() ? others.plus(facts.inKind().getOrDefault(of, Money.ZERO)) : others;
            Money limit = new Money(Math.multiplyExact(added.cents(), 100) / match);
            add(of, Why.MATCH, minus(planned, limit), day, planned, limit);
        }
    }

    private static boolean pays(Terms terms, BudgetLine line) {
        CostCategory category = line.category();
        return category == null || terms.pays(category);
    }

    private Money sum(Predicate<BudgetLine> which) {
        return new Money(lines.stream()
                .filter(which)
                .mapToLong(line -> line.amount().cents())
                .sum());
    }

    /** Subtracts, with zero as the minimum. */
    private static Money minus(Money from, Money less) {
        return new Money(Math.max(0, from.cents() - less.cents()));
    }

    private void add(SourceYear of, Why why, Money amount, LocalDate day, Money planned, Money limit) {
        if (!amount.isZero()) {
            risks.add(new Risk(of.sourceId(), of.year(), why, amount, day, planned, limit));
        }
    }
}
