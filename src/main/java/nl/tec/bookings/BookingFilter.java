package nl.tec.bookings;

import java.time.LocalDate;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A filter on the bookings of classes.
 *
 * @param sites the schools to show; null: all
 * @param text words of the names of the activity, the class and the school, in any order; when nothing has them, what looks like them;
 *     empty: any
 * @param day the day of the session; null: any
 * @param session the session to show; null: any
 */
public record BookingFilter(
        @Nullable Collection<Long> sites,
        View view,
        String text,
        @Nullable LocalDate day,
        @Nullable Long session) {

    /** The sort order of a list; equal rows are ordered by the start of the session. */
    public enum Order {
        /** By the time of the session, in the direction of the view. */
        TIME,
        ACTIVITY,
        SCHOOL
    }

    /** The text of each is {@code bookings.view.<name>}. */
    public enum View {
        /** Upcoming: booked, offered, waiting. */
        COMING,
        WAITING,
        /** Upcoming, without anybody who receives mail about it. */
        UNREACHABLE,
        PAST,
        CANCELLED,
        ALL;

        /** Whether it is for the programme manager only. */
        public boolean managersOnly() {
            return this == UNREACHABLE;
        }

        public boolean newestFirst() {
            return this == PAST || this == CANCELLED;
        }
    }
}
