package nl.tec.venues.internal;

import static nl.tec.venues.VenueAdministration.CAPACITY;
import static nl.tec.venues.VenueAdministration.GROUPS_AT_ONCE;
import static nl.tec.venues.VenueAdministration.KIND;
import static nl.tec.venues.VenueAdministration.NAME;
import static nl.tec.venues.VenueAdministration.NOTE;
import static nl.tec.venues.VenueAdministration.PHONE;
import static nl.tec.venues.VenueAdministration.POSTCODE;
import static nl.tec.venues.VenueAdministration.ROUTE;
import static nl.tec.venues.VenueAdministration.SEATS;
import static nl.tec.venues.VenueAdministration.SETS;
import static nl.tec.venues.VenueAdministration.STREET;
import static nl.tec.venues.VenueAdministration.TOWN;
import static nl.tec.venues.VenueAdministration.UNTIL;

import java.time.LocalDate;
import java.util.Locale;
import nl.tec.venues.VenueAdministration.BusDetails;
import nl.tec.venues.VenueAdministration.EquipmentDetails;
import nl.tec.venues.VenueAdministration.VenueDetails;
import nl.tec.venues.VenueAdministration.RoomDetails;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Problems;

/** What must be right about a place, a room or equipment before it is stored. */
final class VenueCheck {

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_NOTE = 1000;
    private static final int MOST_SETS = 50;
    private static final int MOST_GROUPS = 200;
    private static final int MOST_PEOPLE = 5000;
    private static final int MOST_SEATS = 120;

    private VenueCheck() {}

    static Problems of(VenueDetails details) {
        Problems problems = new Problems();
        problems.addIf(details.kind() == null, KIND, "places.check.kind");
        name(details.name(), problems);
        problems.addIf(details.street().length() > LONGEST_NAME, STREET, "places.check.tooLong", LONGEST_NAME);
        problems.addIf(details.town().length() > LONGEST_NAME, TOWN, "places.check.tooLong", LONGEST_NAME);
        problems.addIf(
                !postcode(details.postcode()).matches("|[1-9][0-9]{3}([A-Z]{2})?"), POSTCODE, "places.check.postcode");
        problems.addIf(
                details.groupsAtOnce() < 1 || details.groupsAtOnce() > MOST_GROUPS,
                GROUPS_AT_ONCE,
                "places.check.between",
                1,
                MOST_GROUPS);
        problems.addIf(details.note().dutch().length() > LONGEST_NOTE, NOTE, "places.check.tooLong", LONGEST_NOTE);
        problems.addIf(
                details.note().english().length() > LONGEST_NOTE, NOTE + "-en", "places.check.tooLong", LONGEST_NOTE);
        problems.addIf(details.route().dutch().length() > LONGEST_NOTE, ROUTE, "places.check.tooLong", LONGEST_NOTE);
        problems.addIf(
                details.route().english().length() > LONGEST_NOTE, ROUTE + "-en", "places.check.tooLong", LONGEST_NOTE);
        problems.addIf(!details.phone().strip().matches("|[0-9+() -]{6,30}"), PHONE, "places.check.phone");
        return problems;
    }

    static Problems of(RoomDetails details) {
        Problems problems = new Problems();
        name(details.name(), problems);
        Integer capacity = details.capacity();
        problems.addIf(
                capacity != null && (capacity < 1 || capacity > MOST_PEOPLE),
                CAPACITY,
                "places.check.between",
                1,
                MOST_PEOPLE);
        return problems;
    }

    static Problems of(EquipmentDetails details) {
        Problems problems = new Problems();
        problems.addIf(details.kind() == null, KIND, "places.check.kind");
        name(details.name(), problems);
        problems.addIf(details.sets() < 0 || details.sets() > MOST_SETS, SETS, "places.check.between", 0, MOST_SETS);
        return problems;
    }

    static Problems of(BusDetails details) {
        Problems problems = new Problems();
        name(details.name(), problems);
        problems.addIf(
                details.seats() < 1 || details.seats() > MOST_SEATS, SEATS, "places.check.between", 1, MOST_SEATS);
        LocalDate from = details.from();
        LocalDate until = details.until();
        problems.addIf(from != null && until != null && !from.isBefore(until), UNTIL, "places.check.until");
        return problems;
    }

    private static void name(Bilingual name, Problems problems) {
        problems.addIf(name.dutch().isBlank(), NAME, "places.check.name");
        problems.addIf(name.dutch().length() > LONGEST_NAME, NAME, "places.check.tooLong", LONGEST_NAME);
        problems.addIf(name.english().length() > LONGEST_NAME, NAME + "-en", "places.check.tooLong", LONGEST_NAME);
    }

    /** Without spaces, in capitals. */
    static String postcode(String text) {
        return text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }
}
