package nl.tec.finance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan, or a copy of it for trying out changes.
 *
 * @param plan whether this is the plan itself, of which there is exactly one
 * @param factors multipliers of the lines of a category or a source; empty for the plan
 */
public record BudgetScenario(long id, String name, String about, boolean plan, List<Factor> factors, int version) {

    public BudgetScenario {
        factors = List.copyOf(factors);
    }

    /**
     * @param category null: of a source
     * @param sourceId null: of a category
     * @param permille 1000 leaves the amount unchanged
     */
    public record Factor(
            @Nullable CostCategory category, @Nullable Long sourceId, int permille) {}
}
