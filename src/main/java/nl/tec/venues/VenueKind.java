package nl.tec.venues;

/** The kinds of places where activities are held (requirement A4). */
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
