package nl.tec.bookings.internal;

import java.util.Locale;

/** The mails to visitors. Their texts are under {@code mail.signup.<name>}. */
public enum SignUpMail {
    /** Seats are held: confirm the address. */
    CONFIRM,
    /** On the waiting list: confirm the address. */
    CONFIRM_WAITING,
    CONFIRMED,
    /** Seats came free, and the waiting sign-up is confirmed. */
    PROMOTED,
    /** Seats came free, and are held for a waiting sign-up with an unconfirmed address. */
    PROMOTED_HELD,
    /** Not confirmed in time. */
    EXPIRED,
    /** The session began, and no seats came free. */
    WAITED_IN_VAIN,
    /** Another number of people. */
    CHANGED,
    /** Another time or venue. */
    MOVED,
    /** One meeting of a course has another time or venue. */
    MEETING_MOVED,
    CANCELLED,
    CANCELLED_BY_TEC,
    /** Only one meeting of a course was called off. */
    MEETING_CANCELLED,
    /** Two days before. */
    REMINDER,
    /** To a no-show; only if the hub enabled it. */
    NO_SHOW;

    /** Returns its name in the outbox, such as {@code sign-up-promoted-held}. */
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

    /** Whether it contains the check-in code. */
    boolean withCode() {
        return this == CONFIRMED || this == PROMOTED || this == REMINDER;
    }

    String text(String part) {
        return "mail.signup." + name() + "." + part;
    }
}
