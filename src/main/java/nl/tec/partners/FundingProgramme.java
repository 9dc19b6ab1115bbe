package nl.tec.partners;

/**
 * A scheme or grant for which deliveries count as co-financing; a delivery counts for one only (rules 6).
 *
 * @param ended whether new deliveries can no longer count for it
 */
public record FundingProgramme(long id, String name, boolean ended) {}
