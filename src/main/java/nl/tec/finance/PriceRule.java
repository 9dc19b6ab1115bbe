package nl.tec.finance;

import java.time.LocalDate;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A reduction of the price of a class visit (rules 7.8).
 *
 * @param sourceId the source that pays it; null: a discount, which nobody pays
 * @param percent of the price
 * @param activityId for this activity only; null: for all
 * @param siteId for this school only; null: for all
 * @param firstVisits number of first visits of a school in a calendar year that it is for; null: all visits
 * @param most for a school in a calendar year; null: no limit
 * @param until null: no end
 */
public record PriceRule(
        long id,
        String name,
        @Nullable Long sourceId,
        int percent,
        @Nullable Long activityId,
        @Nullable Long siteId,
        @Nullable Integer firstVisits,
        @Nullable Money most,
        LocalDate from,
        @Nullable LocalDate until) {

    public boolean fund() {
        return sourceId != null;
    }

    /** Whether other visits of the school in the year decide whether and how much it gets. */
    boolean countsVisits() {
        return firstVisits != null || most != null;
    }

    /** Whether it is for this activity and school on that day. */
    boolean covers(SchoolVisit visit) {
        return !visit.day().isBefore(from)
                && (until == null || !visit.day().isAfter(until))
                && (activityId == null || activityId == visit.activityId())
                && (siteId == null || siteId == visit.siteId());
    }

    /** @param earlier visits of the school in the year before this one */
    boolean appliesTo(SchoolVisit visit, int earlier) {
        return covers(visit) && (firstVisits == null || earlier < firstVisits);
    }
}
