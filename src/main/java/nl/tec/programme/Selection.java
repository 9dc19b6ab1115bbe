package nl.tec.programme;

import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A selection from the programme; null: any.
 *
 * @param venue the key of the venue
 * @param free whether to include only sessions with room
 * @param day the days of the week on which it starts
 * @param part the part of the day in which it starts
 * @param noCharge whether to include only activities that are free of charge for the school or the participant
 * @param organiser the organising partner; null: any
 */
public record Selection(
        @Nullable Who who,
        @Nullable World world,
        @Nullable ActivityKind kind,
        @Nullable String venue,
        ActivityDetails.@Nullable Takes takes,
        boolean free,
        @Nullable Day day,
        @Nullable PartOfDay part,
        boolean noCharge,
        @Nullable Long organiser) {

    public static final Selection ALL = new Selection(null, null, null, null, null, false);

    /** Days of the week as families and schools think of them. */
    public enum Day {
        /** Any Saturday or Sunday. */
        WEEKEND("weekend"),
        /** Monday to Friday between the end of the school day (noon on Wednesday) and six o'clock. */
        AFTER_SCHOOL("na-school"),
        WEDNESDAY_AFTERNOON("woensdagmiddag"),
        MONDAY("ma"),
        TUESDAY("di"),
        WEDNESDAY("wo"),
        THURSDAY("do"),
        FRIDAY("vr"),
        SATURDAY("za"),
        SUNDAY("zo");

        private final String code;

        Day(String code) {
            this.code = code;
        }

        /** Returns its code in URLs. */
        public String code() {
            return code;
        }
    }

    /** Up to noon, up to five o'clock, and after. */
    public enum PartOfDay {
        MORNING("ochtend"),
        AFTERNOON("middag"),
        EVENING("avond");

        private final String code;

        PartOfDay(String code) {
            this.code = code;
        }

        /** Returns its code in URLs. */
        public String code() {
            return code;
        }
    }

    /** Creates a selection on any day, at any price. */
    public Selection(
            @Nullable Who who,
            @Nullable World world,
            @Nullable ActivityKind kind,
            @Nullable String venue,
            ActivityDetails.@Nullable Takes takes,
            boolean free) {
        this(who, world, kind, venue, takes, free, null, null, false, null);
    }

    /** Creates a selection of all activities of one organiser. */
    public static Selection of(long organiser) {
        return new Selection(null, null, null, null, null, false, null, null, false, organiser);
    }

    /** Whether it is limited to some moments of the week. */
    public boolean timed() {
        return day != null || part != null;
    }
}
