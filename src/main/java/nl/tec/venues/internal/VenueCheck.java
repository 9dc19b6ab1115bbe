package nl.tec.venues.internal;

import static nl.tec.venues.VenueAdministration.CAPACITY;
import static nl.tec.venues.VenueAdministration.FLOOR;
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
import static nl.tec.venues.VenueAdministration.TRAVEL;
import static nl.tec.venues.VenueAdministration.UNTIL;

import java.time.LocalDate;
import java.util.Locale;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Problems;
import nl.tec.venues.VenueAdministration.BusDetails;
import nl.tec.venues.VenueAdministration.EquipmentDetails;
import nl.tec.venues.VenueAdministration.RoomDetails;
import nl.tec.venues.VenueAdministration.VenueDetails;
import org.jspecify.annotations.Nullable;

/** Validation of a venue, a room or equipment before it is stored. */
public final class VenueCheck {

    private static final int MAX_NAME_LENGTH = 120;
    private static final int MAX_NOTE_LENGTH = 1000;
    private static final int MAX_SETS = 50;
    private static final int MAX_GROUPS = 200;
    private static final int MAX_PEOPLE = 5000;
    private static final int MAX_SEATS = 120;
    private static final int MAX_FLOOR = 100_000;
    private static final int MAX_NEEDED_FLOOR = 10_000;
    private static final int MAX_TRAVEL_MINUTES = 480;

    private VenueCheck() {}

    public static Problems of(VenueDetails details) {
        Problems problems = new Problems();
        problems.addIf(details.kind() == null, KIND, "venues.check.kind");
        name(details.name(), problems);
        problems.addIf(details.street().length() > MAX_NAME_LENGTH, STREET, "venues.check.tooLong", MAX_NAME_LENGTH);
        problems.addIf(details.town().length() > MAX_NAME_LENGTH, TOWN, "venues.check.tooLong", MAX_NAME_LENGTH);
        problems.addIf(
                !postcode(details.postcode()).matches("|[1-9][0-9]{3}([A-Z]{2})?"), POSTCODE, "venues.check.postcode");
        problems.addIf(
                details.groupsAtOnce() < 1 || details.groupsAtOnce() > MAX_GROUPS,
                GROUPS_AT_ONCE,
                "venues.check.between",
                1,
                MAX_GROUPS);
        problems.addIf(
                details.note().dutch().length() > MAX_NOTE_LENGTH, NOTE, "venues.check.tooLong", MAX_NOTE_LENGTH);
        problems.addIf(
                details.note().english().length() > MAX_NOTE_LENGTH,
                NOTE + "-en",
                "venues.check.tooLong",
                MAX_NOTE_LENGTH);
        problems.addIf(
                details.route().dutch().length() > MAX_NOTE_LENGTH, ROUTE, "venues.check.tooLong", MAX_NOTE_LENGTH);
        problems.addIf(
                details.route().english().length() > MAX_NOTE_LENGTH,
                ROUTE + "-en",
                "venues.check.tooLong",
                MAX_NOTE_LENGTH);
        problems.addIf(!details.phone().strip().matches("|[0-9+() -]{6,30}"), PHONE, "venues.check.phone");
        between(details.floorM2(), FLOOR, MAX_FLOOR, problems);
        return problems;
    }

    public static Problems of(RoomDetails details) {
        Problems problems = new Problems();
        name(details.name(), problems);
        Integer capacity = details.capacity();
        problems.addIf(
                capacity != null && (capacity < 1 || capacity > MAX_PEOPLE),
                CAPACITY,
                "venues.check.between",
                1,
                MAX_PEOPLE);
        between(details.floorM2(), FLOOR, MAX_FLOOR, problems);
        return problems;
    }

    public static Problems of(EquipmentDetails details) {
        Problems problems = new Problems();
        problems.addIf(details.kind() == null, KIND, "venues.check.kind");
        name(details.name(), problems);
        problems.addIf(details.sets() < 0 || details.sets() > MAX_SETS, SETS, "venues.check.between", 0, MAX_SETS);
        between(details.needsM2(), FLOOR, MAX_NEEDED_FLOOR, problems);
        between(details.travelMinutes(), TRAVEL, MAX_TRAVEL_MINUTES, problems);
        return problems;
    }

    public static Problems of(BusDetails details) {
        Problems problems = new Problems();
        name(details.name(), problems);
        problems.addIf(details.seats() < 1 || details.seats() > MAX_SEATS, SEATS, "venues.check.between", 1, MAX_SEATS);
        LocalDate from = details.from();
        LocalDate until = details.until();
        problems.addIf(from != null && until != null && !from.isBefore(until), UNTIL, "venues.check.until");
        return problems;
    }

    private static void between(@Nullable Integer number, String field, int most, Problems problems) {
        problems.addIf(number != null && (number < 1 || number > most), field, "venues.check.between", 1, most);
    }

    private static void name(Bilingual name, Problems problems) {
        problems.addIf(name.dutch().isBlank(), NAME, "venues.check.name");
        problems.addIf(name.dutch().length() > MAX_NAME_LENGTH, NAME, "venues.check.tooLong", MAX_NAME_LENGTH);
        problems.addIf(
                name.english().length() > MAX_NAME_LENGTH, NAME + "-en", "venues.check.tooLong", MAX_NAME_LENGTH);
    }

    /** Normalises a postcode: without spaces, in capitals. */
    public static String postcode(String text) {
        return text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }
}
