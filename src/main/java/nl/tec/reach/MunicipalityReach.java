package nl.tec.reach;

/**
 * The pupils of a band in one municipality of the hub; the municipalities add up to the band.
 *
 * @param code the CBS code
 * @param reached before the cap on the whole band
 * @param pupils the public count; 0 if unknown
 */
public record MunicipalityReach(String code, long reached, long pupils) {}
