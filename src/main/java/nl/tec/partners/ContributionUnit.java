package nl.tec.partners;

/** The unit of a contribution. Amounts are whole hundredths of it, so that half an hour is exact (rules 7). */
public enum ContributionUnit {
    HOUR,
    TIMES,
    PIECE,
    /** A hundredth is a cent. */
    EURO
}
