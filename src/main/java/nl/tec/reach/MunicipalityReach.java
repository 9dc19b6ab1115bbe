package nl.tec.reach;

/**
 * The pupils of a band in one municipality of the hub; all of them together are those of the band.
 *
 * @param code of CBS
 * @param reached before the cap of the band as a whole
 * @param pupils by the public count; 0: not known
 */
public record MunicipalityReach(String code, long reached, long pupils) {}
