package nl.tec.finance;

import java.time.LocalDate;
import nl.tec.shared.Money;

/**
 * A condition of a source that the budget breaks in a year (rules 7.3).
 *
 * @param amount the amount that may not be paid, or has to be paid back
 * @param day by when it has to be solved: the last day of the source, or of the year
 * @param planned the amount in the budget
 * @param limit what the condition allows
 */
public record Risk(long sourceId, int year, Why why, Money amount, LocalDate day, Money planned, Money limit) {

    public enum Why {
        /** It is spent after the last day of the source. */
        TOO_LATE,
        /** The last day has passed and not everything was received. */
        NOT_RECEIVED,
        /** It covers costs that the source does not pay. */
        OTHER_COSTS,
        /** There are fewer costs that the source pays. */
        MORE_THAN_COSTS,
        /** More than its share of the costs. */
        SHARE,
        /** Others commit too little beside it. */
        MATCH
    }
}
