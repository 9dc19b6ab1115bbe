package nl.tec.reach;

import nl.tec.shared.Sector;

/**
 * A group (PO, SO) or year of study (VO, MBO) of one school location, in a period.
 *
 * @param pc4 the four digits of the school's postcode; empty if unknown
 * @param pupils the number of enrolled pupils (rules 2.7)
 * @param reached the number of distinct pupils who came with their class (rules 2.2 to 2.4)
 */
public record SchoolGroup(
        long siteId,
        String brin6,
        String school,
        String town,
        String pc4,
        Sector sector,
        int grade,
        long pupils,
        long reached) {}
