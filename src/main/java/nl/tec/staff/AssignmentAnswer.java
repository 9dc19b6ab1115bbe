package nl.tec.staff;

public enum AssignmentAnswer {
    /** No answer yet. */
    OPEN,
    ACCEPTED,
    /** Stored with its reason; the place in the roster is free again. */
    DECLINED
}
