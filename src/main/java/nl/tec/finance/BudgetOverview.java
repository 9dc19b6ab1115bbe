package nl.tec.finance;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import nl.tec.finance.RiskCheck.Facts;
import nl.tec.finance.RiskCheck.SourceYear;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A scenario over the years, beside actual spending and receipts. Every sum is a sum of the lines or bookings that its page shows, so
 * they add up to the cent.
 *
 * @param sources all sources, including those without a line
 * @param today the day for which risks are assessed
 */
public record BudgetOverview(
        BudgetScenario scenario,
        List<BudgetLine> lines,
        List<FundingSource> sources,
        List<Booked> booked,
        List<InKind> inKind,
        LocalDate today) {

    public BudgetOverview {
        lines = List.copyOf(lines);
        sources = List.copyOf(sources);
        booked = List.copyOf(booked);
        inKind = List.copyOf(inKind);
    }

    /**
     * The sum of bookings of one category or source in a year.
     *
     * @param category null: of cover
     * @param sourceId null: of a cost
     * @param inTime the part that was booked by the last day of the source
     */
    public record Booked(
            int year,
            @Nullable CostCategory category,
            @Nullable Long sourceId,
            Money amount,
            Money inTime) {}

    /**
     * The contributions of partners in a year in work, places and goods.
     *
     * @param sourceId of the programme for which it counts; null: for none
     * @param promised total of the year; only on the row without a source
     */
    public record InKind(int year, @Nullable Long sourceId, Money promised, Money delivered) {}

    /** All years with something in them, the first one first. */
    public List<Integer> years() {
        TreeSet<Integer> years = new TreeSet<>();
        lines.forEach(line -> years.add(line.year()));
        booked.forEach(one -> years.add(one.year()));
        return List.copyOf(years);
    }

    public Money planned(LineKind kind, int year) {
        return sum(line -> line.kind() == kind && line.year() == year);
    }

    public Money planned(CostCategory category, int year) {
        return sum(line -> line.cost() && line.category() == category && line.year() == year);
    }

    public Money planned(FundingSource source, int year) {
        return sum(line -> line.isOf(source) && line.year() == year);
    }

    /** Returns the amount over all years. */
    public Money planned(FundingSource source) {
        return sum(line -> line.isOf(source));
    }

    public Money planned(Certainty certainty, int year) {
        return sum(line -> !line.cost() && line.certainty() == certainty && line.year() == year);
    }

    /** Returns cover minus costs; negative: there is not enough cover. */
    public Money left(int year) {
        return new Money(planned(LineKind.COVER, year).cents()
                - planned(LineKind.COST, year).cents());
    }

    public Money booked(LineKind kind, int year) {
        return booked(one -> one.year() == year && (one.sourceId() == null) == (kind == LineKind.COST));
    }

    public Money booked(CostCategory category, int year) {
        return booked(one -> one.year() == year && one.category() == category);
    }

    public Money booked(FundingSource source, int year) {
        return booked(one -> one.year() == year && isOf(one.sourceId(), source));
    }

    public Money booked(FundingSource source) {
        return booked(one -> isOf(one.sourceId(), source));
    }

    public Money inKindPromised(int year) {
        return new Money(inKind.stream()
                .filter(one -> one.year() == year)
                .mapToLong(one -> one.promised().cents())
                .sum());
    }

    public Money inKindDelivered(int year) {
        return new Money(inKind.stream()
                .filter(one -> one.year() == year)
                .mapToLong(one -> one.delivered().cents())
                .sum());
    }

    /** Sums what counts in kind for the programme of a source in a year. */
    public Money inKind(FundingSource source, int year) {
        return new Money(inKind.stream()
                .filter(one -> one.year() == year && isOf(one.sourceId(), source))
                .mapToLong(one -> one.delivered().cents())
                .sum());
    }

    /** Finds what breaks a condition (rules 7.3). */
    public List<Risk> risks() {
        Map<SourceYear, Money> received = new HashMap<>();
        for (Booked one : booked) {
            if (one.sourceId() != null) {
                received.merge(new SourceYear(one.sourceId(), one.year()), one.inTime(), Money::plus);
            }
        }
        Map<SourceYear, Money> matched = new HashMap<>();
        for (InKind one : inKind) {
            if (one.sourceId() != null) {
                matched.merge(new SourceYear(one.sourceId(), one.year()), one.delivered(), Money::plus);
            }
        }
        return RiskCheck.risks(lines, sources, new Facts(received, matched), today);
    }

    public Optional<FundingSource> findSource(long id) {
        return sources.stream().filter(source -> source.id() == id).findFirst();
    }

    private static boolean isOf(@Nullable Long sourceId, FundingSource source) {
        return sourceId != null && sourceId == source.id();
    }

    private Money sum(Predicate<BudgetLine> which) {
        return new Money(lines.stream()
                .filter(which)
                .mapToLong(line -> line.amount().cents())
                .sum());
    }

    private Money booked(Predicate<Booked> which) {
        return new Money(booked.stream()
                .filter(which)
                .mapToLong(one -> one.amount().cents())
                .sum());
    }
}
