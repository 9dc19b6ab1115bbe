package nl.tec.announcements;

/** The capacity in which a person is addressed. Someone with several capacities gets one mail, in the first of them. */
public enum AddresseeKind {
    /** A recipient of mail about the booking of a class. */
    SCHOOL,
    /** A person who signed up. */
    PARTICIPANT,
    /** A guide assigned to the session. */
    GUIDE
}
