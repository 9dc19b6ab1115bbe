package nl.tec.bookings;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.shared.Audience;
import nl.tec.shared.Problems;

/**
 * Who comes on a day, and who really came (rules 2.1, requirement B4). A programme manager sees every session, a professional or
 * ambassador those it is assigned to; what is somebody else's does not exist for it. Recording says what is, so doing it twice
 * changes nothing.
 */
public interface Attendances {

    /** The run sheet; names of visitors are on it, so reading it is in the audit log. */
    RunSheet runSheet(LocalDate day, Actor actor);

    /** One session of it. */
    Optional<Item> item(long sessionId, Actor actor);

    /**
     * How many pupils of each class part came.
     *
     * @param counts by class part of the booking
     * @param others these are other pupils of the class than before (rules 2.2)
     * @param sure so many really came, also where that is more than there are in the class; refused otherwise
     */
    Outcome recordClass(long bookingId, Map<Long, Integer> counts, boolean others, boolean sure, Actor actor);

    /** The class was not counted after all: it is to be done again. */
    Outcome forgetClass(long bookingId, Actor actor);

    /** Somebody who signed up for this session is there, or not after all. */
    Outcome recordPerson(long sessionId, long personId, boolean present, Actor actor);

    /** So many people of an audience came without signing up; 0 takes it back. */
    Outcome recordWalkIns(long sessionId, Audience audience, int headCount, Actor actor);

    /** The sign-up with the code in this QR, when the actor may see the session. */
    Optional<CheckIn> findByCode(String code, Actor actor);

    /** Everybody of that sign-up is there. */
    Outcome checkIn(String code, Actor actor);

    /** A sign-up found by its code. @param guests who comes with it; nobody unless it is confirmed */
    record CheckIn(Item session, BookingState state, List<RunSheet.Guest> guests) {}

    /** What came of it. */
    sealed interface Outcome {
        /** Recorded; the session as it stands now. */
        record Done(Item item) implements Outcome {}

        record Refused(Item item, Problems problems) implements Outcome {}

        /** There is no such record for this actor. */
        record Unknown() implements Outcome {}
    }
}
