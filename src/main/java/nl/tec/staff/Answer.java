package nl.tec.staff;

/** What somebody who was assigned says to it. */
public enum Answer {
    /** Nothing yet. */
    OPEN,
    ACCEPTED,
    /** Kept with its reason; the place in the roster is free again. */
    DECLINED
}
