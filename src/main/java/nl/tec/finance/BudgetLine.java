package nl.tec.finance;

import java.time.LocalDate;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A line of the plan or of a scenario (rules 7.2).
 *
 * @param category of a cost: what it is spent on; of cover: what it is meant for, null for anything
 * @param sourceId of cover; null of a cost
 * @param written the amount as it was entered or copied
 * @param amount the amount with the factor of its scenario, rounded to the cent: what counts everywhere
 * @param permille that factor; 1000: unchanged
 * @param spentBy the last day on which it is spent; null: the last of the year
 */
public record BudgetLine(
        long id,
        long scenarioId,
        int year,
        LineKind kind,
        @Nullable CostCategory category,
        @Nullable Long sourceId,
        String what,
        Money written,
        Money amount,
        int permille,
        Certainty certainty,
        @Nullable LocalDate spentBy,
        int version) {

    public boolean cost() {
        return kind == LineKind.COST;
    }

    public boolean isOf(FundingSource source) {
        return sourceId != null && sourceId == source.id();
    }

    public LocalDate lastDay() {
        return spentBy == null ? LocalDate.of(year, 12, 31) : spentBy;
    }
}
