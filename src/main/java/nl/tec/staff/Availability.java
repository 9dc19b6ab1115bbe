package nl.tec.staff;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When somebody can be planned.
 *
 * @param hours the usual times; none: at any time
 * @param exceptions from today on, the first first; a day off goes before an extra day
 */
public record Availability(List<Hours> hours, List<DifferentDays> exceptions) {

    public static final String FROM_DAY = "vanaf";
    public static final String UNTIL_DAY = "tot-en-met";
    public static final String FROM = "van";
    public static final String UNTIL = "tot";

    public Availability {
        hours = List.copyOf(hours);
        exceptions = List.copyOf(exceptions);
    }

    public record Hours(DayOfWeek weekday, LocalTime from, LocalTime until) {}

    /**
     * Days that are not as usual.
     *
     * @param id 0: not stored yet
     * @param untilDay the last of them
     * @param from null, as {@code until}: the whole day
     * @param available true: an extra day; false: a day off
     */
    public record DifferentDays(
            long id,
            LocalDate fromDay,
            LocalDate untilDay,
            @Nullable LocalTime from,
            @Nullable LocalTime until,
            boolean available) {}
}
