package nl.tec.staff;

/** As what somebody guides. */
public enum StaffKind {
    /** Of the hub. */
    PROFESSIONAL,
    /** Of a partner. */
    GUEST_TEACHER,
    AMBASSADOR
}
