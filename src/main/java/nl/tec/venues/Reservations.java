package nl.tec.venues;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.internal.ReservationStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The only record of reservations; it refuses double bookings (rules 3). The database enforces this, also for concurrent
 * requests.
 */
@Service
public class Reservations {

    /** The purpose of a reservation. */
    public enum Subject {
        SESSION,
        BOOKING,
        /** Out of use: maintenance, rented out. */
        BLOCKED,
        /** A set-up that stands in a room with its equipment. */
        SET_UP,
        /** The bus that a visit had before it was moved, until that can no longer be undone; its id is that of the booking. */
        HELD
    }

    public enum ResourceKind {
        ROOM,
        EQUIPMENT,
        /** Somebody of an organisation who goes out, to a school or a room of the hub. */
        PERSON,
        BUS,
        /** A venue outside its rooms: one resource for each group that it takes at once. */
        VENUE,
        /** A set-up while it is in a room: it replaces that room and its equipment. */
        SET_UP
    }

    /**
     * A request for resources.
     *
     * @param during slot with set-up and clean-up
     * @param activityId the activity whose set-up, if any, is needed; null: none
     * @param resourceIds ids of rooms
     * @param venueId venue for a group without a room; null: none
     * @param equipment number of free sets of each kind, by key
     * @param guest somebody from outside who comes along; null: nobody
     * @param people number of seats in a bus: the smallest free one, if possible the current one; 0: no bus
     * @param at key of the address, for equipment that travels; null: no particular place
     */
    public record Wanted(
            TimeSlot during,
            @Nullable Long activityId,
            Collection<Long> resourceIds,
            @Nullable Long venueId,
            Map<String, Integer> equipment,
            @Nullable Guest guest,
            int people,
            @Nullable String at) {

        /** A bus only. */
        public static Wanted bus(TimeSlot during, int people) {
            return new Wanted(during, null, List.of(), null, Map.of(), null, people, null);
        }
    }

    /**
     * A guest of an organisation. Its people can be needed several times in a row at one address; between two addresses they
     * travel.
     *
     * @param atOnce number of people of the organisation that can be out concurrently
     * @param at key of the address
     * @param away time from leaving until being back
     */
    public record Guest(long organisationId, int atOnce, String at, TimeSlot away) {}

    public sealed interface Outcome permits Reserved, InTheWay {}

    /** Everything is reserved. */
    public record Reserved() implements Outcome {}

    /**
     * Nothing is reserved, and earlier reservations are unchanged.
     *
     * @param obstacles none when no bus has enough seats
     */
    public record InTheWay(List<Obstacle> obstacles) implements Outcome {}

    /** The kinds of obstacles. */
    public enum Why {
        TAKEN,
        /** Outside the opening hours of a venue or room, or on a day of closure. */
        CLOSED,
        /** Equipment that is on its way to another address. */
        TRAVELLING,
        /** The place has no power supply for the equipment, or that is unknown. */
        NO_POWER,
        /** The place lacks floor space for the equipment, or that is unknown; the name has the space needed. */
        NO_SPACE,
        /** Too few free sets of equipment; the name has how many are free of how many. */
        TOO_FEW,
        /** Not an obstacle: an alternative room that is free and meets the needs of the equipment. */
        FREE_INSTEAD,
        /** The set-up is in another room or nowhere; {@link Obstacle#during} has when it is there, or else the requested time. */
        NOT_THERE
    }

    /**
     * Something that is not free. For equipment: one for each set; for a bus: one for each that is large enough; for a
     * venue and for people of an organisation: one for each unit of its capacity.
     *
     * @param name of the room, venue, equipment, organisation, bus or set-up
     * @param during time of the conflicting reservation, set-up and clean-up included
     * @param subject of the conflicting reservation
     */
    public record Obstacle(
            Bilingual name, ResourceKind kind, TimeSlot during, Subject subject, long subjectId, Why why) {

        /** Returns an obstacle that is not another reservation. */
        public static Obstacle of(Bilingual name, ResourceKind kind, TimeSlot during, Why why) {
            return new Obstacle(name, kind, during, Subject.BLOCKED, 0, why);
        }
    }

    private final ReservationStore store;

    Reservations(ReservationStore store) {
        this.store = store;
    }

    /**
     * Reserves everything, or nothing. On success earlier reservations of the subject are released, so this also moves a
     * reservation. In the transaction of the caller, which can continue after a refusal.
     */
    public Outcome reserve(Subject subject, long subjectId, Wanted wanted) {
        return store.reserve(subject, subjectId, wanted);
    }

    /**
     * Reserves one bus for the visits of several classes, from the first school until all are back: for all of them, or for none.
     * Earlier buses of these visits are released.
     *
     * @param people who need a seat, per booking
     */
    public Outcome reserveRide(long busId, TimeSlot during, Map<Long, Integer> people) {
        return store.reserveRide(busId, during, people);
    }

    /** Changes the number of seats of a visit in its bus. @return false when it has no bus, or the bus lacks seats */
    public boolean resizeRide(long bookingId, int people) {
        return store.resizeRide(bookingId, people);
    }

    /** Keeps the bus of a visit taken while the visit gets another one. @return its ride; empty: it has none */
    public Optional<Long> holdRide(long bookingId) {
        return store.holdRide(bookingId);
    }

    /** Gives a visit its held bus again, instead of the one that it has now. @return false if it is not held */
    public boolean resumeRide(long bookingId, long ride) {
        return store.resumeRide(bookingId, ride);
    }

    /** Releases a held bus. */
    public void releaseRide(long bookingId, long ride) {
        store.releaseRide(bookingId, ride);
    }

    /** Releases all reservations of these subjects. */
    public void release(Subject subject, Collection<Long> subjectIds) {
        store.release(subject, subjectIds);
    }
}
