package nl.tec.venues;

import java.time.LocalDate;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * Adding, changing and ending places, rooms, equipment and buses; for programme managers. Who may is checked by the caller. What ended
 * stays known, because visits refer to it, but can't be chosen any more.
 */
public interface VenueAdministration {

    /** The names of the fields of the forms, as in {@link Problems}. */
    String KIND = "soort";

    String NAME = "naam";
    String POSTCODE = "postcode";
    String STREET = "straat";
    String TOWN = "plaats";
    String NOTE = "uitleg";
    String GROUPS_AT_ONCE = "groepen-tegelijk";
    String PHONE = "telefoon";
    String ROUTE = "route";
    String CAPACITY = "plaatsen";
    String SETS = "sets";
    String SEATS = "zitplaatsen";
    String FROM = "vanaf";
    String UNTIL = "tot";

    /** What came of it. */
    sealed interface Result permits Saved, Refused {}

    /** @param key of what was saved */
    record Saved(String key) implements Result {}

    /** Nothing is stored. */
    record Refused(Problems problems) implements Result {}

    /** What is filled in about a place; texts may be empty, never null. */
    record VenueDetails(
            @Nullable VenueKind kind,
            Bilingual name,
            String street,
            String postcode,
            String town,
            boolean wheelchair,
            int groupsAtOnce,
            Bilingual note,
            String phone,
            Bilingual route) {}

    /** @param capacity participants; null: nobody knows */
    record RoomDetails(Bilingual name, @Nullable Integer capacity) {}

    record EquipmentDetails(@Nullable EquipmentKind kind, Bilingual name, int sets) {}

    /**
     * @param from the first day it is there; null: since always
     * @param until the first day it is no longer there; null: nobody knows
     */
    record BusDetails(
            Bilingual name,
            int seats,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    Result add(VenueDetails details, Actor by);

    /**
     * Refused while more groups are still to come at once than it would take.
     *
     * @throws nl.tec.shared.NotFound when there is none with this key
     */
    Result change(String key, VenueDetails details, Actor by);

    /** The place is no longer used, nor its rooms. Refused while something is still to come there ({@link VenueUser}). */
    Result end(String key, Actor by);

    Result addRoom(String placeKey, RoomDetails details, Actor by);

    Result changeRoom(long id, RoomDetails details, Actor by);

    /** Refused while it is reserved for something to come. */
    Result endRoom(long id, Actor by);

    Result addEquipment(EquipmentDetails details, Actor by);

    /** Sets above the number are taken out of use; refused while one of them is reserved for something to come. */
    Result changeEquipment(String key, EquipmentDetails details, Actor by);

    Result addBus(BusDetails details, Actor by);

    /** Refused while it is reserved for more people than it would seat, or for a day on which it would not be there. */
    Result changeBus(String key, BusDetails details, Actor by);

    /**
     * A room or a set of equipment that is in use, in this slot or a part of it.
     *
     * @param venueId of the room; null for equipment
     */
    record Use(
            String key,
            Bilingual name,
            @Nullable Long venueId,
            TimeSlot during,
            Reservations.Subject subject,
            long subjectId) {}

    /** What of rooms and equipment is in use, in order of time. */
    List<Use> inUse(TimeSlot during);
}
