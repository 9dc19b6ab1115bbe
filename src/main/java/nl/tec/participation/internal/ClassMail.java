package nl.tec.participation.internal;

import java.util.Locale;

/** The mails about the booking of a class. Their texts are under {@code mail.booking.<name>}. */
enum ClassMail {
    CONFIRMED,
    WAITING,
    OFFERED,
    OFFER_EXPIRED,
    /** The session began, and no place came free. */
    WAITED_IN_VAIN,
    /** A bus of ours is arranged, or leaves at another time. */
    TRANSPORT,
    /** Another head count. */
    RESIZED,
    /** Another time or place. */
    MOVED,
    CANCELLED,
    CANCELLED_BY_TEC,
    REMINDER_WEEK,
    REMINDER_DAY;

    /** Its name in the outbox: {@code booking-offer-expired}. */
    String template() {
        return "booking-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the visit is in the calendar of who gets it: put there, changed or taken out by this mail. */
    boolean withCalendar() {
        return switch (this) {
            case CONFIRMED, RESIZED, MOVED, CANCELLED, CANCELLED_BY_TEC, REMINDER_WEEK -> true;
            case WAITING, OFFERED, OFFER_EXPIRED, WAITED_IN_VAIN, TRANSPORT, REMINDER_DAY -> false;
        };
    }

    boolean cancels() {
        return this == CANCELLED || this == CANCELLED_BY_TEC;
    }

    String text(String part) {
        return "mail.booking." + name() + "." + part;
    }
}
