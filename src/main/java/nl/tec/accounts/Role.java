package nl.tec.accounts;

/** A role: what somebody may do, by the table of rules 9. A visitor has no account and no role. */
public enum Role {
    /** Of one school: its classes, wishes, bookings, surveys of own bookings. */
    TEACHER,
    /** The same for the school, and its accounts. */
    SCHOOL_COORDINATOR,
    /** Own assignments, the run sheets of those, own availability. */
    PROFESSIONAL,
    AMBASSADOR,
    /** Of one organisation: its declarations, contributions, offers, own activities. */
    PARTNER,
    /** Programme, sessions, places, planning, bookings of all, attendance. */
    PROGRAMME_MANAGER,
    /** Reads results, money, phases, network; no personal data of participants. */
    BOARD,
    MUNICIPALITY,
    /** Accounts, roles, settings, audit, privacy requests; not other people's mail. */
    ADMINISTRATOR;

    /** Whether the role is held for one organisation. */
    public boolean ofOrganisation() {
        return this == TEACHER || this == SCHOOL_COORDINATOR || this == PARTNER;
    }
}
