package nl.tec.programme;

import java.time.DayOfWeek;
import nl.tec.shared.Dates;

/** SQL conditions for the moments of the week in a {@link Selection}, on a table {@code s} with a column {@code starts_at}. */
public final class Moments {

    private static final String LOCAL_START = "s.starts_at at time zone '" + Dates.ZONE.getId() + "'";
    private static final String WEEKDAY = "extract(isodow from " + LOCAL_START + ")";
    private static final String TIME = "(" + LOCAL_START + ")::time";

    private Moments() {}

    public static String on(Selection.Day day) {
        return switch (day) {
            case WEEKEND -> WEEKDAY + " >= 6";
            case AFTER_SCHOOL ->
                "%1$s <= 5 and %2$s >= case %1$s when 3 then time '12:00' else time '14:30' end and %2$s < '18:00'"
                        .formatted(WEEKDAY, TIME);
            case WEDNESDAY_AFTERNOON -> "%s = 3 and %s >= '12:00' and %s < '18:00'".formatted(WEEKDAY, TIME, TIME);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY ->
                WEEKDAY + " = " + DayOfWeek.valueOf(day.name()).getValue();
        };
    }

    public static String in(Selection.PartOfDay part) {
        return switch (part) {
            case MORNING -> TIME + " < '12:00'";
            case AFTERNOON -> TIME + " >= '12:00' and " + TIME + " < '17:00'";
            case EVENING -> TIME + " >= '17:00'";
        };
    }
}
