package nl.tec.announcements;

/** As what somebody is addressed. Whoever is addressed in more than one way gets one mail: as the first of these. */
public enum AddresseeKind {
    /** Everybody who is mailed about the booking of a class. */
    SCHOOL,
    /** Somebody who signed up. */
    PARTICIPANT,
    /** Somebody who runs the session. */
    GUIDE
}
