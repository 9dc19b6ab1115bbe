package nl.tec.bookings.internal;

import java.util.Locale;
import nl.tec.bookings.BookingState;
import nl.tec.mail.CalendarFile.Status;
import org.jspecify.annotations.Nullable;

/** The mails about the booking of a class. Their texts are under {@code mail.booking.<name>}. */
public enum ClassMail {
    CONFIRMED,
    WAITING,
    OFFERED,
    OFFER_EXPIRED,
    /** The session began, and no seats came free. */
    WAITED_IN_VAIN,
    /** A bus of the hub was reserved, or its times changed. */
    TRANSPORT,
    /** Another head count. */
    RESIZED,
    /** Another time or place. */
    MOVED,
    CANCELLED,
    CANCELLED_BY_TEC,
    REMINDER_WEEK,
    REMINDER_DAY;

    /** Returns its name in the outbox, such as {@code booking-offer-expired}. */
    String template() {
        return "booking-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the calendar status of a visit in this state; null: this mail does not update the recipient's calendar. */
    @Nullable Status inCalendar(BookingState state) {
        return switch (state) {
            case CONFIRMED -> Status.CONFIRMED;
            case HELD, OFFERED -> Status.TENTATIVE;
            case WAITING -> null;
            case CANCELLED -> Status.CANCELLED;
            case EXPIRED -> this == WAITED_IN_VAIN ? null : Status.CANCELLED;
        };
    }

    /** Whether there is no visit left to look at. */
    boolean over() {
        return this == CANCELLED || this == CANCELLED_BY_TEC || this == OFFER_EXPIRED || this == WAITED_IN_VAIN;
    }

    String text(String part) {
        return "mail.booking." + name() + "." + part;
    }
}
