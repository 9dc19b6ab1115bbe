package nl.tec.bookings.internal;

import java.util.Locale;

/** The mails to visitors. Their texts are under {@code mail.signup.<name>}. */
public enum SignUpMail {
    /** A place is kept: confirm the address. */
    CONFIRM,
    /** On the waiting list: confirm the address. */
    CONFIRM_WAITING,
    /** The visitor who signed up takes part. */
    CONFIRMED,
    /** A place came free, and who waited takes part. */
    PROMOTED,
    /** A place came free for who waited without confirming the address: it is kept. */
    PROMOTED_HELD,
    /** Not confirmed in time. */
    EXPIRED,
    /** The session began, and no place came free. */
    WAITED_IN_VAIN,
    /** Another number of people. */
    CHANGED,
    /** Another time or place. */
    MOVED,
    /** One meeting of a course has another time or place. */
    MEETING_MOVED,
    CANCELLED,
    CANCELLED_BY_TEC,
    /** One meeting of a course is off, the others are not. */
    MEETING_CANCELLED,
    /** Two days before. */
    REMINDER,
    /** Did not come and had not cancelled; only where the hub wants it. */
    NO_SHOW;

    /** Its name in the outbox: {@code sign-up-promoted-held}. */
    String template() {
        return "sign-up-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it asks to confirm the address. */
    boolean asks() {
        return this == CONFIRM || this == CONFIRM_WAITING || this == PROMOTED_HELD;
    }

    /** Whether there is nothing left of the sign-up to look at. */
    boolean over() {
        return this == EXPIRED || this == WAITED_IN_VAIN || this == NO_SHOW || cancels();
    }

    boolean cancels() {
        return this == CANCELLED || this == CANCELLED_BY_TEC;
    }

    /** Whether the code to come in with is in it. */
    boolean withCode() {
        return this == CONFIRMED || this == PROMOTED || this == REMINDER;
    }

    String text(String part) {
        return "mail.signup." + name() + "." + part;
    }
}
