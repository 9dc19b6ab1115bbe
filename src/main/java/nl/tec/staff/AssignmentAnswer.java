package nl.tec.staff;

/** What somebody who was assigned says to it. */
public enum AssignmentAnswer {
    /** Nothing yet. */
    OPEN,
    ACCEPTED,
    /** Kept with its reason; the place in the roster is free again. */
    DECLINED
}
