package nl.tec.bookings.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nl.tec.bookings.BookedElsewhere;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.VisitContext.ClassFacts;
import nl.tec.bookings.VisitPlan.Guides;
import nl.tec.bookings.VisitPrices.VisitPrice;
import nl.tec.shared.Dates;
import nl.tec.shared.Sector;
import nl.tec.web.Ui;
import org.jspecify.annotations.Nullable;

/** Formatting that several pages of this module share. */
public final class BookingTexts {

    private static final int KILOMETRE = 1000;

    private BookingTexts() {}

    /** Formats a distance, such as {@code 600 m} or {@code 2,3 km}. */
    public static String distance(Ui ui, int metres) {
        return metres < KILOMETRE
                ? Math.round(metres / 10.0) * 10 + " m"
                : String.format(ui.language(), "%.1f km", metres / (double) KILOMETRE);
    }

    /** Formats a time, such as {@code 8.35 uur}. */
    public static String time(Ui ui, Instant moment) {
        return ui.t("visit.time", clock(ui, moment));
    }

    /** Formats a time as people type it, such as {@code 8.35}. */
    public static String clock(Ui ui, Instant moment) {
        return Dates.time(moment.atZone(Dates.ZONE).toLocalTime(), ui.language());
    }

    /** Returns the tone of the state of a booking, for ui.state. */
    public static String tone(BookingState state) {
        return switch (state) {
            case CONFIRMED -> "good";
            case OFFERED -> "warn";
            case WAITING, HELD -> "calm";
            case CANCELLED, EXPIRED -> "none";
        };
    }

    /** Returns the tone of a booking at another hub, for ui.state. */
    public static String tone(BookedElsewhere.ElsewhereState state) {
        return switch (state) {
            case BOOKED -> "good";
            case ASKED -> "calm";
            case FULL, REFUSED -> "bad";
            case CANCELLED -> "none";
        };
    }

    /** Lists who gives the activity by kind, such as {@code 1 begeleider van ons, 2 gastdocenten}. */
    public static String guides(Ui ui, Guides guides) {
        List<String> kinds = new ArrayList<>();
        add(kinds, ui, "visit.supervision.professionals", guides.professionals());
        add(kinds, ui, "visit.supervision.guestTeachers", guides.guestTeachers());
        add(kinds, ui, "visit.supervision.ambassadors", guides.ambassadors());
        return String.join(", ", kinds);
    }

    /** Lists what comes off a price, such as {@code € 25,00 korting (kennismaking)}. */
    public static String deductions(Ui ui, VisitPrice price) {
        return price.deductions().stream()
                .map(one -> ui.t(
                        one.fund() ? "visit.costs.fund" : "visit.costs.discount",
                        one.amount().format(ui.language()),
                        one.name()))
                .collect(Collectors.joining(", "));
    }

    private static void add(List<String> kinds, Ui ui, String key, int people) {
        if (people > 0) {
            kinds.add(ui.t(key, people));
        }
    }

    /** Capitalises the first letter. */
    public static String title(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Returns the marker before a booking in a list, for ui.todo. */
    public static String dot(BookingState state) {
        return switch (state) {
            case CONFIRMED -> "done";
            case OFFERED -> "open";
            case WAITING, HELD -> "busy";
            case CANCELLED, EXPIRED -> "none";
        };
    }

    /** Returns the key of what is said of a visit that is over; its argument is 0. @param came how many pupils came; null: not counted */
    public static String been(@Nullable Integer came) {
        return came != null && came == 0 ? "visit.came" : "school.been";
    }

    /** Returns the name of a class, such as 'groep 7a' or 'klas 2b'. */
    public static String schoolClass(Ui ui, ClassFacts schoolClass) {
        return schoolClass(ui, schoolClass.sector(), schoolClass.label());
    }

    public static String schoolClass(Ui ui, Sector sector, String label) {
        return ui.t("class." + sector, label);
    }
}
