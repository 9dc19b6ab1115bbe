package nl.tec.bookings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reason for a refusal, with a text for the requester and a way on (rules 3). Refusals are expected, hence a value instead of an
 * exception.
 *
 * @param arguments of the text
 * @param other the booking that is in the way
 */
public record Refusal(
        Reason reason, List<Object> arguments, @Nullable Long other) {

    /** The text of each is {@code Refusal.<name>} in the bundle. */
    public enum Reason {
        /** Cancelled, or no longer offered. */
        CLOSED(WayOn.OTHER_SESSIONS),
        BEGUN(WayOn.OTHER_SESSIONS),
        /** The activity takes individual sign-ups only. */
        NOT_FOR_CLASSES(WayOn.OTHER_SESSIONS),
        /** The session is held at another school. */
        AT_OTHER_SCHOOL(WayOn.OTHER_SESSIONS),
        /** The session is outside the school year of the class. */
        OTHER_SCHOOL_YEAR(WayOn.OTHER_CLASS),
        /** The school has removed the class. */
        CLASS_ENDED(WayOn.OTHER_CLASS),
        /** The school takes no part any more on the day of the visit. */
        SCHOOL_ENDED(WayOn.OTHER_SESSIONS),
        NOT_FOR_GROUP(WayOn.OTHER_SESSIONS),
        /** The activity is not for one of the groups of the combination class; arguments: that group. */
        PART_NOT_FOR_GROUP(WayOn.CORRECT),
        /** The school has a holiday or a day off. */
        SCHOOL_CLOSED(WayOn.OTHER_SESSIONS),
        NOBODY(WayOn.CORRECT),
        /** More than the total capacity of the session; arguments: that capacity. */
        TOO_MANY(WayOn.CORRECT),
        /** Of the pupils. */
        NUMBER_WRONG(WayOn.CORRECT),
        ADULTS_WRONG(WayOn.CORRECT),
        /** A class that leaves its school without an adult. */
        NO_ADULTS(WayOn.CORRECT),
        /** No Dutch telephone number. */
        PHONE_WRONG(WayOn.CORRECT),
        /** A contact without a name or a mail address. */
        CONTACT_WRONG(WayOn.CORRECT),
        ALREADY_BOOKED(WayOn.THAT_BOOKING),
        /** The class has another booking at that time. */
        CLASS_ELSEWHERE(WayOn.THAT_BOOKING),
        /** The class is at a hub of another city at that time. */
        CLASS_AT_NEIGHBOUR(WayOn.OTHER_SESSIONS),
        /** More participants than free seats; arguments: the number of free seats. */
        NO_ROOM(WayOn.CORRECT),
        /** No target date was chosen for the move. */
        NO_DATE(WayOn.CORRECT),
        /** The session has no free seats. */
        FULL(WayOn.OTHER_SESSIONS),
        /** It is a date of another activity. */
        OTHER_ACTIVITY(WayOn.OTHER_SESSIONS),
        /** The seat offer has expired. */
        OFFER_OVER(WayOn.OTHER_SESSIONS),
        /** The booking is no longer active. */
        NOT_ACTIVE(WayOn.OTHER_SESSIONS),
        /** Somebody else changed the head counts. */
        NUMBERS_CHANGED(WayOn.CORRECT),
        /** Somebody else changed the remarks on allergies and special needs. */
        REMARKS_CHANGED(WayOn.CORRECT),
        /** The attendance of the visit is recorded. */
        COUNTED(WayOn.CORRECT),
        /** The bus does not leave before the session and return after it. */
        BUS_TIMES(WayOn.CORRECT),
        /** A booking on the waiting list cannot have a bus. */
        BUS_NO_PLACE(WayOn.CORRECT),
        /** Too few adults for a bus of the hub; arguments: the minimum. */
        BUS_ADULTS(WayOn.CORRECT),
        /** No bus of the hub is large enough; arguments: the number of passengers. */
        BUS_TOO_SMALL(WayOn.CORRECT),
        /** All buses of the hub that are large enough are taken at that time; arguments: the number of passengers. */
        NO_BUS(WayOn.OTHER_SESSIONS),
        /** The bus has too few seats for the new head count, and no larger one is free. */
        NO_SEATS(WayOn.CORRECT),
        /** The TEC has to give a reason for a cancellation. */
        REASON_MISSING(WayOn.CORRECT);

        private final WayOn wayOn;

        Reason(WayOn wayOn) {
            this.wayOn = wayOn;
        }

        public WayOn wayOn() {
            return wayOn;
        }

        public String messageKey() {
            return "Refusal." + name();
        }
    }

    /** The next step that is open to the requester after a refusal. */
    public enum WayOn {
        /** Choose another date, or another activity that fits. */
        OTHER_SESSIONS,
        OTHER_CLASS,
        /** Change what was filled in. */
        CORRECT,
        /** Look at the booking that is in the way. */
        THAT_BOOKING
    }

    public static Refusal because(Reason reason, Object... arguments) {
        return new Refusal(reason, List.of(arguments), null);
    }

    public static Refusal inTheWay(Reason reason, long other) {
        return new Refusal(reason, List.of(), other);
    }
}
