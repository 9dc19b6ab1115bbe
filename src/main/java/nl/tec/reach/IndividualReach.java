package nl.tec.reach;

/**
 * People of some audiences who came by themselves (rules 2.9).
 *
 * @param people distinct: by account or mail address
 * @param companions who came together under one mail address, beyond the first
 * @param walkIns anonymous, counted by head
 * @param attendances of known people
 */
public record IndividualReach(long people, long companions, long walkIns, long attendances) {}
