package nl.tec.staff;

/** The answer of somebody who was assigned. */
public enum AssignmentAnswer {
    /** Nothing yet. */
    OPEN,
    ACCEPTED,
    /** Kept with its reason; the place in the roster is free again. */
    DECLINED
}
