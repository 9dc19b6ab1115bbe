package nl.tec.finance;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A funding source.
 *
 * @param origin the document it is based on; empty: none
 * @param version of the row, for optimistic locking
 */
public record FundingSource(
        long id, String name, SourceKind kind, String about, String origin, Terms terms, int version) {

    /**
     * The conditions of the giver (rules 7.3). Null: not asked.
     *
     * @param onlyFor the costs it may pay; empty: all
     * @param until the last day on which it may be spent
     * @param mostPercent of the costs that it may pay, in a year
     * @param matchPercent committed amount that others have to add, per hundred euros of it
     * @param inKindMatches whether work and goods of partners for its programme count as added by others
     * @param programmeId the funding programme that deliveries of partners name; of one source at most
     */
    public record Terms(
            Set<CostCategory> onlyFor,
            @Nullable LocalDate until,
            @Nullable Integer mostPercent,
            @Nullable Integer matchPercent,
            boolean inKindMatches,
            @Nullable Long programmeId) {

        public static final Terms NONE = new Terms(Set.of(), null, null, null, false, null);

        public Terms {
            onlyFor = Set.copyOf(onlyFor);
        }

        public boolean pays(CostCategory category) {
            return onlyFor.isEmpty() || onlyFor.contains(category);
        }

        public boolean ended(LocalDate today) {
            return until != null && today.isAfter(until);
        }
    }
}
