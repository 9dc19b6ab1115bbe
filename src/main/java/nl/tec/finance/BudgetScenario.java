package nl.tec.finance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan, or a copy of it to try something with.
 *
 * @param plan this is the plan itself, of which there is one
 * @param factors what it does to the lines of a category or a source; none of the plan
 */
public record BudgetScenario(long id, String name, String about, boolean plan, List<Factor> factors, int version) {

    public BudgetScenario {
        factors = List.copyOf(factors);
    }

    /**
     * @param category null: of a source
     * @param sourceId null: of a category
     * @param permille 1000 leaves it as it is
     */
    public record Factor(
            @Nullable CostCategory category, @Nullable Long sourceId, int permille) {}
}
