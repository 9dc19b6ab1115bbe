package nl.tec.reach;

import nl.tec.shared.Sector;

/**
 * A range of groups (PO, SO) or years of study (VO, MBO) in one sector.
 *
 * @param from first group, inclusive
 * @param to last group, inclusive
 */
public record Band(Sector sector, int from, int to) {}
