package nl.tec.venues;

/** What sort of place activities are held at (requirement A4). */
public enum VenueKind {
    TECHLAB,
    VO_SCHOOL,
    PO_SCHOOL,
    COMPANY,
    LIBRARY,
    MBO,
    NEIGHBOURHOOD,
    POP_UP,
    /** The mobile techlab: it comes to you. */
    MOBILE
}
