package nl.tec.shared;

/** The three regions of Dutch school holidays. Deventer is in NOORD, its neighbour Zutphen in MIDDEN. */
public enum HolidayRegion {
    NOORD,
    MIDDEN,
    ZUID
}
