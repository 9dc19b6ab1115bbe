package nl.tec.staff;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nl.tec.shared.WeekdayHours;
import org.jspecify.annotations.Nullable;

/**
 * The times at which somebody can be planned.
 *
 * @param hours the usual times; none: at any time
 * @param exceptions from today on, the earliest first; a day off takes precedence over an extra day
 */
public record Availability(List<WeekdayHours> hours, List<DifferentDays> exceptions) {

    public static final String FROM_DAY = "vanaf";
    public static final String UNTIL_DAY = "tot-en-met";
    public static final String FROM = "van";
    public static final String UNTIL = "tot";

    public Availability {
        hours = List.copyOf(hours);
        exceptions = List.copyOf(exceptions);
    }

    /**
     * Days with other times than usual.
     *
     * @param id 0: not stored yet
     * @param untilDay the last day
     * @param from null, as {@code until}: the whole day
     * @param available true: an extra day; false: a day off
     */
    public record DifferentDays(
            long id,
            LocalDate fromDay,
            LocalDate untilDay,
            @Nullable LocalTime from,
            @Nullable LocalTime until,
            boolean available) {

        private Stretch stretch() {
            return from == null || until == null ? Stretch.WHOLE_DAY : new Stretch(from, until);
        }

        private boolean isOn(LocalDate day) {
            return !day.isBefore(fromDay) && !day.isAfter(untilDay);
        }
    }

    /** A part of a day, {@code until} exclusive. */
    public record Stretch(LocalTime from, LocalTime until) {

        static final Stretch WHOLE_DAY = new Stretch(LocalTime.MIN, LocalTime.MAX);
    }

    /** Returns when somebody is available on a day, in order and disjoint; as {@code staff_available} in the database. */
    public List<Stretch> on(LocalDate day) {
        List<Stretch> free = new ArrayList<>();
        if (hours.isEmpty()) {
            free.add(Stretch.WHOLE_DAY);
        }
        hours.stream()
                .filter(usual -> usual.weekday() == day.getDayOfWeek())
                .forEach(usual -> free.add(new Stretch(usual.from(), usual.until())));
        exceptions.stream()
                .filter(days -> days.available() && days.isOn(day))
                .forEach(days -> free.add(days.stretch()));
        List<Stretch> left = joined(free);
        for (DifferentDays days : exceptions) {
            if (!days.available() && days.isOn(day)) {
                left = without(left, days.stretch());
            }
        }
        return left;
    }

    private static List<Stretch> joined(List<Stretch> stretches) {
        List<Stretch> joined = new ArrayList<>();
        for (Stretch next :
                stretches.stream().sorted(Comparator.comparing(Stretch::from)).toList()) {
            Stretch before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before != null && !next.from().isAfter(before.until())) {
                LocalTime until = before.until().isAfter(next.until()) ? before.until() : next.until();
                joined.set(joined.size() - 1, new Stretch(before.from(), until));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }

    private static List<Stretch> without(List<Stretch> stretches, Stretch gone) {
        List<Stretch> left = new ArrayList<>();
        for (Stretch stretch : stretches) {
            if (stretch.from().isBefore(gone.from())) {
                left.add(new Stretch(
                        stretch.from(), stretch.until().isBefore(gone.from()) ? stretch.until() : gone.from()));
            }
            if (stretch.until().isAfter(gone.until())) {
                left.add(new Stretch(
                        stretch.from().isAfter(gone.until()) ? stretch.from() : gone.until(), stretch.until()));
            }
        }
        return left;
    }
}
