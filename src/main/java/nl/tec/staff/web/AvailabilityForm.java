package nl.tec.staff.web;

import java.time.LocalDate;
import java.util.List;
import nl.tec.shared.FormData;
import nl.tec.shared.WeekdayHours;
import nl.tec.staff.Availability;
import nl.tec.staff.Availability.DifferentDays;

/** The forms of usual times and of exceptions, for programme managers and for guides. */
final class AvailabilityForm {

    private AvailabilityForm() {}

    /** Returns what the page shows: the input of the refused form, and the stored values of the others. */
    static FormData shown(Availability availability, FormData refused) {
        FormData form = new FormData();
        WeekdayHours.put(form, Availability.FROM, Availability.UNTIL, availability.hours());
        return form.put(refused);
    }

    static List<WeekdayHours> hours(FormData form) {
        return WeekdayHours.read(form, Availability.FROM, Availability.UNTIL);
    }

    static DifferentDays days(FormData form, LocalDate today) {
        LocalDate from = form.day(Availability.FROM_DAY, today, "form.day");
        LocalDate until = form.day(Availability.UNTIL_DAY, "form.day");
        return new DifferentDays(
                0,
                from,
                until == null ? from : until,
                form.time(Availability.FROM, "form.time"),
                form.time(Availability.UNTIL, "form.time"),
                form.has("kan", "wel"));
    }
}
