package nl.tec.staff;

/** The answer to an assignment. */
public enum AssignmentAnswer {
    /** No answer yet. */
    OPEN,
    ACCEPTED,
    /** Stored with its reason; the place in the roster is free again. */
    DECLINED
}
