package nl.tec.shared;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** Hours on a day of every week; in a form in two fields per day, each a name followed by {@code -} and the number of the day. */
public record WeekdayHours(DayOfWeek weekday, LocalTime from, LocalTime until) {

    /**
     * Reads the hours of a form, at most one period per day. A day with one of both times is a problem.
     *
     * @param from the name of the fields of the beginnings, {@code until} of the ends
     */
    public static List<WeekdayHours> read(FormData form, String from, String until) {
        List<WeekdayHours> hours = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            String fromField = field(from, day);
            String untilField = field(until, day);
            LocalTime begin = form.time(fromField, "form.time");
            LocalTime end = form.time(untilField, "form.time");
            form.problems()
                    .addIf(
                            form.line(fromField).isEmpty()
                                    != form.line(untilField).isEmpty(),
                            untilField,
                            "form.bothTimes");
            if (begin != null && end != null) {
                hours.add(new WeekdayHours(day, begin, end));
            }
        }
        return hours;
    }

    /** Puts hours in the fields that {@link #read} reads. */
    public static void put(FormData form, String from, String until, List<WeekdayHours> hours) {
        hours.forEach(
                each -> form.put(field(from, each.weekday), each.from).put(field(until, each.weekday), each.until));
    }

    /** Returns the field of a day. @param name the name of the fields */
    public static String field(String name, DayOfWeek day) {
        return name + "-" + day.getValue();
    }
}
