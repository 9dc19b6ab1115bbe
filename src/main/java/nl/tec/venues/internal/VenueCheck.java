package nl.tec.venues.internal;

import static nl.tec.venues.VenueFields.CAPACITY;
import static nl.tec.venues.VenueFields.FLOOR;
import static nl.tec.venues.VenueFields.GROUPS_AT_ONCE;
import static nl.tec.venues.VenueFields.KIND;
import static nl.tec.venues.VenueFields.NAME;
import static nl.tec.venues.VenueFields.NOTE;
import static nl.tec.venues.VenueFields.PHONE;
import static nl.tec.venues.VenueFields.POSTCODE;
import static nl.tec.venues.VenueFields.ROUTE;
import static nl.tec.venues.VenueFields.SEATS;
import static nl.tec.venues.VenueFields.SETS;
import static nl.tec.venues.VenueFields.STREET;
import static nl.tec.venues.VenueFields.TOWN;
import static nl.tec.venues.VenueFields.TRAVEL;
import static nl.tec.venues.VenueFields.UNTIL;

import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Phone;
import nl.tec.shared.Postcode;
import nl.tec.shared.Problems;
import nl.tec.venues.VenueAdministration.BusDetails;
import nl.tec.venues.VenueAdministration.EquipmentDetails;
import nl.tec.venues.VenueAdministration.RoomDetails;
import nl.tec.venues.VenueAdministration.VenueDetails;

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
        problems.addIfLonger(details.street(), MAX_NAME_LENGTH, STREET);
        problems.addIfLonger(details.town(), MAX_NAME_LENGTH, TOWN);
        problems.addIf(
                Postcode.parse(details.postcode()).isEmpty()
                        && !details.postcode().strip().matches("|[1-9][0-9]{3}"),
                POSTCODE,
                "venues.check.postcode");
        problems.addUnlessBetween(details.groupsAtOnce(), 1, MAX_GROUPS, GROUPS_AT_ONCE);
        problems.addIfLonger(details.note(), MAX_NOTE_LENGTH, NOTE);
        problems.addIfLonger(details.route(), MAX_NOTE_LENGTH, ROUTE);
        problems.addIf(!details.phone().isBlank() && !Phone.isPhone(details.phone()), PHONE, "form.phone");
        problems.addUnlessBetween(details.floorM2(), 1, MAX_FLOOR, FLOOR);
        return problems;
    }

    public static Problems of(RoomDetails details) {
        Problems problems = new Problems();
        name(details.name(), problems);
        problems.addUnlessBetween(details.capacity(), 1, MAX_PEOPLE, CAPACITY);
        problems.addUnlessBetween(details.floorM2(), 1, MAX_FLOOR, FLOOR);
        return problems;
    }

    public static Problems of(EquipmentDetails details) {
        Problems problems = new Problems();
        problems.addIf(details.kind() == null, KIND, "venues.check.kind");
        name(details.name(), problems);
        problems.addUnlessBetween(details.sets(), 0, MAX_SETS, SETS);
        problems.addUnlessBetween(details.needsM2(), 1, MAX_NEEDED_FLOOR, FLOOR);
        problems.addUnlessBetween(details.travelMinutes(), 1, MAX_TRAVEL_MINUTES, TRAVEL);
        return problems;
    }

    public static Problems of(BusDetails details) {
        Problems problems = new Problems();
        name(details.name(), problems);
        problems.addUnlessBetween(details.seats(), 1, MAX_SEATS, SEATS);
        LocalDate from = details.from();
        LocalDate until = details.until();
        problems.addIf(from != null && until != null && !from.isBefore(until), UNTIL, "venues.check.until");
        return problems;
    }

    private static void name(Bilingual name, Problems problems) {
        problems.addIf(name.dutch().isBlank(), NAME, "venues.check.name");
        problems.addIfLonger(name, MAX_NAME_LENGTH, NAME);
    }
}
