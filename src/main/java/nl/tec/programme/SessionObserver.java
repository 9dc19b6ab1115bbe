package nl.tec.programme;

import java.util.Collection;
import nl.tec.accounts.Actor;
import nl.tec.shared.TimeSlot;

/**
 * What has to happen in the same transaction when a session is made, changed or cancelled. Participation implements it: it
 * keeps the places of the session and tells the people who booked.
 */
public interface SessionObserver {

    /** These sessions were made or changed (state, time, capacity): their places follow. */
    void sessionsSaved(Collection<Long> sessionIds, Actor by);

    /**
     * A smaller capacity that is already given away is refused before it is saved. Nothing more is given away until the
     * end of the transaction, so that it still holds then.
     *
     * @return how many participants and classes of the session are confirmed, held or offered now
     */
    Taken taken(long sessionId);

    /**
     * A time and a place at which classes that come can't be there is refused before it is saved (rules 3).
     *
     * @return how many classes that have places in this session are elsewhere at that time, travel to that place included
     */
    int elsewhere(long sessionId, SessionDetails details);

    /**
     * What is held at a school is for its own classes only.
     *
     * @return how many classes that come or wait are of another school than the one it would be held at
     */
    int ofOtherSchools(long sessionId, SessionDetails details);

    /** The same for who runs it. @return how many of them are at another session at that time */
    int teamElsewhere(long sessionId, TimeSlot slot);

    /** How many bookings of these sessions would be told that they are cancelled. */
    int bookings(Collection<Long> sessionIds);

    /** Of which of these sessions it was recorded who came (rules 2.2): those can't be cancelled. @return how many */
    int withAttendance(Collection<Long> sessionIds);

    /** These sessions were cancelled by the hub, with a reason; everybody is told. */
    void sessionsCancelled(Collection<Long> sessionIds, String reason, Actor by);

    record Taken(int participants, int classes) {}
}
