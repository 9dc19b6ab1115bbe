package nl.tec.finance;

import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * An item of a visit: what was planned, and what it really was.
 *
 * @param subjectId the guide, the venue, the booking of the bus; 0 for material
 * @param of the name of it; empty for material
 * @param planned minutes, participants or metres
 * @param actual the same; null: it is not over yet
 * @param note why it was other than planned; null: it was not, or nobody said so
 * @param rate cents; null: there is none, so it costs nothing here
 */
public record VisitLine(
        long sessionId,
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

    /** Null: it is not over yet. */
    public @Nullable Money actualCost() {
        return actual == null ? null : cost(actual);
    }

    private Money cost(long quantity) {
        return rate == null ? Money.ZERO : new Money(item.cents(quantity, rate));
    }
}
