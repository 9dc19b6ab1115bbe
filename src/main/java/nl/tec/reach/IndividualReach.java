package nl.tec.reach;

/**
 * The reach among individual visitors of some audiences (rules 2.9).
 *
 * @param people the number of distinct people, by account or mail address
 * @param companions the people who came under the mail address of another, beyond the first
 * @param walkIns the number of anonymous visitors, counted by head
 * @param attendances the number of attendances of known people
 */
public record IndividualReach(long people, long companions, long walkIns, long attendances) {}
