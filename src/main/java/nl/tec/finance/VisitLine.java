package nl.tec.finance;

import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * An item of a visit: its planned and its actual quantity.
 *
 * @param subjectId the guide, the venue, the booking of the bus; 0 for material
 * @param of the name of the subject; empty for material
 * @param planned minutes, participants or metres
 * @param actual the same; null: it is not over yet
 * @param note the reason why it differs from the plan; null: it does not, or no reason was given
 * @param rate cents; null: there is none, so the item counts as free
 */
public record VisitLine(
        CostItem item,
        long subjectId,
        String of,
        long planned,
        @Nullable Long actual,
        @Nullable String note,
        @Nullable Long rate) {

    public Money plannedCost() {
        return cost(planned);
    }

    /** Returns the actual cost; null: it is not over yet. */
    public @Nullable Money actualCost() {
        return actual == null ? null : cost(actual);
    }

    private Money cost(long quantity) {
        return rate == null ? Money.ZERO : new Money(item.cents(quantity, rate));
    }
}
