package nl.tec.partners;

/**
 * A scheme or grant that deliveries count for as co-financing; each for one only (rules 6).
 *
 * @param ended nothing new can count for it
 */
public record FundingProgramme(long id, String name, boolean ended) {}
