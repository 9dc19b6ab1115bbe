package nl.tec.venues;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.internal.ReservationStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The record of who or what is where. The only one, and it refuses what would be in two places at the same time (rules 3). The
 * database is the last word: two who ask at the same instant can't both have it.
 */
@Service
public class Reservations {

    /** The purpose of a reservation. */
    public enum Subject {
        SESSION,
        BOOKING,
        /** Not to be used: maintenance, rented out. */
        BLOCKED,
        /** A set-up that stands in a room with its equipment. */
        SET_UP
    }

    /** The sort of thing that is reserved. */
    public enum ResourceKind {
        ROOM,
        EQUIPMENT,
        /** Somebody of an organisation who goes out, to a school or a room of the hub. */
        PERSON,
        BUS,
        /** Outside the rooms of a place: as many as the place takes groups at once. */
        VENUE,
        /** A set-up while it stands in a room: instead of that room and the equipment in it. */
        SET_UP
    }

    /**
     * The resources that are asked for.
     *
     * @param during set-up and clean-up time included
     * @param activityId whose set-up it needs, if it has one; null: none
     * @param resourceIds rooms: just these
     * @param venueId where a group comes that has no room there: one of the venues of the place; null: none
     * @param equipment how many of each that are free, by key
     * @param guest who comes along from outside; null: nobody
     * @param people who need a seat in a bus: the smallest that is free, and as far as it goes the one they had; 0: no bus
     * @param at key of the address where it is held, for equipment that travels; null: nowhere in particular
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
     * One of the people of an organisation who go out. At one address they can be needed several times in a row; between two
     * addresses they travel.
     *
     * @param atOnce how many of them can be out at the same time
     * @param at key of the address
     * @param away from leaving until being back
     */
    public record Guest(long organisationId, int atOnce, String at, TimeSlot away) {}

    public sealed interface Outcome permits Reserved, InTheWay {}

    /** All of it is reserved. */
    public record Reserved() implements Outcome {}

    /**
     * Nothing is reserved, and nothing has changed.
     *
     * @param obstacles none when there is no bus with so many seats
     */
    public record InTheWay(List<Obstacle> obstacles) implements Outcome {}

    /** Why something can't be had. */
    public enum Why {
        TAKEN,
        /** Outside the hours of a place or room, or on a day on which it is closed. */
        CLOSED,
        /** Equipment that is then on its way from one address to the next. */
        TRAVELLING,
        /** The place where it is held has no power for the equipment, or nobody knows. */
        NO_POWER,
        /** The place where it is held has not enough floor for the equipment, or nobody knows; the name says how much. */
        NO_SPACE,
        /** Of this equipment more are wanted than are free then; the name says how many are of how many. */
        TOO_FEW,
        /** Not in the way: a room that is free then and has what the equipment needs. */
        FREE_INSTEAD,
        /** The set-up is not in that room then; {@link Obstacle#during} says when it is, or when it was asked for if it is nowhere. */
        NOT_THERE
    }

    /**
     * Something that is not free. For equipment: one for each set there is; for a bus: one for each that is large enough; for a
     * place and for people of an organisation: one for each group it takes at once.
     *
     * @param name of the room, place, equipment, organisation, bus or set-up
     * @param during when it is taken, set-up and clean-up included
     * @param subject by what it is taken
     */
    public record Obstacle(
            Bilingual name, ResourceKind kind, TimeSlot during, Subject subject, long subjectId, Why why) {

        /** Not because something else has it. */
        public static Obstacle of(Bilingual name, ResourceKind kind, TimeSlot during, Why why) {
            return new Obstacle(name, kind, during, Subject.BLOCKED, 0, why);
        }
    }

    private final ReservationStore store;

    Reservations(ReservationStore store) {
        this.store = store;
    }

    /**
     * Reserves all that is wanted, or nothing. What the subject had before is given up when it succeeds: so this also moves a
     * reservation. In the transaction of the caller, which can go on after a refusal.
     */
    public Outcome reserve(Subject subject, long subjectId, Wanted wanted) {
        return store.reserve(subject, subjectId, wanted);
    }

    /**
     * One bus for the visits of several classes, from the first school until all are back: all of them ride in it, or nothing changes.
     * Whatever bus they had is given up.
     *
     * @param people who need a seat, per booking
     */
    public Outcome reserveRide(long busId, TimeSlot during, Map<Long, Integer> people) {
        return store.reserveRide(busId, during, people);
    }

    /** Keeps the bus of a visit for another number of people. @return false when it has no bus, or too few seats with who else rides */
    public boolean resizeRide(long bookingId, int people) {
        return store.resizeRide(bookingId, people);
    }

    /** Gives up everything of these subjects. */
    public void release(Subject subject, Collection<Long> subjectIds) {
        store.release(subject, subjectIds);
    }
}
