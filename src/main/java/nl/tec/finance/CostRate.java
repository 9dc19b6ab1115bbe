package nl.tec.finance;

import java.time.LocalDate;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * The rate of an item from a day on.
 *
 * @param activityId for this activity only; null: for all
 * @param venueId for this venue only; null: for all of the hub, not for those of partners
 * @param of the name of that activity or venue; empty: for all
 */
public record CostRate(
        long id,
        CostItem item,
        @Nullable Long activityId,
        @Nullable Long venueId,
        String of,
        Money rate,
        LocalDate from) {}
