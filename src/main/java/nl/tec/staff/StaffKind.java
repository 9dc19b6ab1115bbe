package nl.tec.staff;

/** The kinds of guides. */
public enum StaffKind {
    /** Of the hub. */
    PROFESSIONAL,
    /** Of a partner. */
    GUEST_TEACHER,
    AMBASSADOR
}
