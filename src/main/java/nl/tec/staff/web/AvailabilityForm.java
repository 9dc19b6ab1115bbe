package nl.tec.staff.web;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import nl.tec.shared.FormData;
import nl.tec.staff.Availability;
import nl.tec.staff.Availability.DifferentDays;
import nl.tec.staff.Availability.Hours;

/** The forms of usual times and of exceptions, for programme managers and for guides. */
final class AvailabilityForm {

    private AvailabilityForm() {}

    private static FormData of(Availability availability) {
        FormData form = new FormData();
        availability
                .hours()
                .forEach(hours -> form.put(field(Availability.FROM, hours.weekday()), hours.from())
                        .put(field(Availability.UNTIL, hours.weekday()), hours.until()));
        return form;
    }

    /** Returns what the page shows: the input of the refused form, and the stored values of the others. */
    static FormData shown(Availability availability, FormData refused) {
        return of(availability).put(refused);
    }

    static List<Hours> hours(FormData form) {
        List<Hours> all = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            String fromField = field(Availability.FROM, day);
            String untilField = field(Availability.UNTIL, day);
            LocalTime from = form.time(fromField, "staff.problem.time");
            LocalTime until = form.time(untilField, "staff.problem.time");
            form.problems()
                    .addIf(
                            form.line(fromField).isEmpty()
                                    != form.line(untilField).isEmpty(),
                            untilField,
                            "staff.problem.bothTimes");
            if (from != null && until != null) {
                all.add(new Hours(day, from, until));
            }
        }
        return all;
    }

    static DifferentDays days(FormData form, LocalDate today) {
        LocalDate from = form.day(Availability.FROM_DAY, today, "staff.problem.day");
        LocalDate until = form.day(Availability.UNTIL_DAY, "staff.problem.day");
        return new DifferentDays(
                0,
                from,
                until == null ? from : until,
                form.time(Availability.FROM, "staff.problem.time"),
                form.time(Availability.UNTIL, "staff.problem.time"),
                form.has("kan", "wel"));
    }

    private static String field(String name, DayOfWeek day) {
        return name + "-" + day.getValue();
    }
}
