package nl.tec.accounts;

/** The roles of accounts, with the permissions in the table of rules 9. A visitor has no account and no role. */
public enum Role {
    /** At one school: its classes, wishes and bookings, and surveys of their own bookings. */
    TEACHER,
    /** At one school: as a teacher for the whole school, and its accounts. */
    SCHOOL_COORDINATOR,
    /** Their own assignments with the run sheets, and their own availability. */
    PROFESSIONAL,
    AMBASSADOR,
    /** At one organisation: its declarations, contributions, offers and activities. */
    PARTNER,
    /** Programme, sessions, venues, planning, all bookings, attendance. */
    PROGRAMME_MANAGER,
    /** Reads results, money, phases, network; no personal data of participants. */
    BOARD,
    MUNICIPALITY,
    /** Accounts, roles, settings, audit log, privacy requests; not other people's mail. */
    ADMINISTRATOR;

    /** Whether the role is tied to an organisation. */
    public boolean ofOrganisation() {
        return this == TEACHER || this == SCHOOL_COORDINATOR || this == PARTNER;
    }
}
