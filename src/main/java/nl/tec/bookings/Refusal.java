package nl.tec.bookings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why something can't be, in words for who asked, and what they can do instead (rules 3). Expected, so a value.
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
        /** People come to it by themselves. */
        NOT_FOR_CLASSES(WayOn.OTHER_SESSIONS),
        /** It is held at another school. */
        AT_OTHER_SCHOOL(WayOn.OTHER_SESSIONS),
        /** A class is of one school year. */
        OTHER_SCHOOL_YEAR(WayOn.OTHER_CLASS),
        /** The school has removed the class. */
        CLASS_ENDED(WayOn.OTHER_CLASS),
        NOT_FOR_GROUP(WayOn.OTHER_SESSIONS),
        /** Some of the combination class are not of the groups it is for; arguments: the group. */
        PART_NOT_FOR_GROUP(WayOn.CORRECT),
        /** Holiday, or a day off. */
        SCHOOL_CLOSED(WayOn.OTHER_SESSIONS),
        NOBODY(WayOn.CORRECT),
        /** More than the session could ever hold; arguments: how many it can. */
        TOO_MANY(WayOn.CORRECT),
        NUMBER_WRONG(WayOn.CORRECT),
        /** No Dutch telephone number. */
        PHONE_WRONG(WayOn.CORRECT),
        /** A contact without a name or a mail address. */
        CONTACT_WRONG(WayOn.CORRECT),
        ALREADY_BOOKED(WayOn.THAT_BOOKING),
        /** The class is in another place at that time. */
        CLASS_ELSEWHERE(WayOn.THAT_BOOKING),
        /** The class is at a hub of another city at that time. */
        CLASS_AT_NEIGHBOUR(WayOn.OTHER_SESSIONS),
        /** More participants than there is room for now; arguments: how many places are free. */
        NO_ROOM(WayOn.CORRECT),
        /** No date was chosen to move to. */
        NO_DATE(WayOn.CORRECT),
        /** No place is free on the date it would move to. */
        FULL(WayOn.OTHER_SESSIONS),
        /** It is a date of another activity. */
        OTHER_ACTIVITY(WayOn.OTHER_SESSIONS),
        /** The offer was not answered in time. */
        OFFER_OVER(WayOn.OTHER_SESSIONS),
        /** It was cancelled before. */
        NOT_ACTIVE(WayOn.OTHER_SESSIONS),
        /** A bus leaves before the session and is back after it. */
        BUS_TIMES(WayOn.CORRECT),
        /** A place on the waiting list has no bus. */
        BUS_NO_PLACE(WayOn.CORRECT),
        /** At least so many adults go along in a bus of ours; arguments: how many. */
        BUS_ADULTS(WayOn.CORRECT),
        /** No bus of ours seats so many; arguments: how many. */
        BUS_TOO_SMALL(WayOn.CORRECT),
        /** All buses of ours that seat so many are elsewhere then; arguments: how many. */
        NO_BUS(WayOn.OTHER_SESSIONS),
        /** More would come than have a seat in the bus, and no larger one is free. */
        NO_SEATS(WayOn.CORRECT),
        /** The TEC cancels with a reason. */
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

    /** The ways on after a refusal. */
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
