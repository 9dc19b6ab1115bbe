package nl.tec.bookings;

import java.util.List;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/** Calculates the price of a visit for a school. Implemented by the higher-level module that knows the discounts and funds. */
public interface VisitPrices {

    /**
     * @param full the price before anything comes off
     * @param provisional whether another visit of the school in that year may still change it
     */
    record VisitPrice(Money full, List<Deduction> deductions, boolean provisional) {

        public VisitPrice {
            deductions = List.copyOf(deductions);
        }

        /** Returns what is left for the school. */
        public Money school() {
            return new Money(full.cents()
                    - deductions.stream().mapToLong(one -> one.amount().cents()).sum());
        }
    }

    /** @param name of the rule, in Dutch. @param fund whether a source pays it; otherwise it is a discount */
    record Deduction(String name, Money amount, boolean fund) {}

    /**
     * Returns the price as it is with what the school has booked now.
     *
     * @param bookingId null: not booked yet
     */
    VisitPrice of(VisitContext visit, @Nullable Long bookingId);
}
