package nl.tec.programme;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;

/**
 * The work to be done in the transaction in which a session is made, changed or cancelled. Participation implements it: it
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
     * Counts the classes of other schools: what is held at a school is for its own classes only.
     *
     * @return how many classes that come or wait are of another school than the one it would be held at
     */
    int ofOtherSchools(long sessionId, SessionDetails details);

    /** The same for who guides it. @return how many of them could not be there, because of another session */
    int teamElsewhere(long sessionId, SessionDetails details);

    /**
     * Reserves the guides of a session for its new set-up and clean-up time.
     *
     * @param occupied the session with what comes before and after it
     * @return the names of the guides who can't, because of another session
     */
    List<String> occupied(long sessionId, TimeSlot occupied);

    /** How many bookings of these sessions would be told that they are cancelled. */
    int bookings(Collection<Long> sessionIds);

    /** Returns the people to mail when these sessions get another time or place, or are cancelled. */
    Told told(Collection<Long> sessionIds);

    /** Of which of these sessions it was recorded who came (rules 2.2): those can't be cancelled. @return how many */
    int withAttendance(Collection<Long> sessionIds);

    /** These sessions were cancelled by the hub, with a reason; everybody is told. */
    void sessionsCancelled(Collection<Long> sessionIds, String reason, Actor by);

    record Taken(int participants, int classes) {}

    /**
     * The people who hear of sessions that move or are cancelled.
     *
     * @param visits classes that come or wait
     * @param visitors sign-ups of people who come by themselves
     * @param team who runs it
     */
    record Told(List<Visit> visits, int visitors, int team) {

        /** @param reachable false: nobody of the school can be mailed */
        public record Visit(String school, Sector sector, String label, boolean reachable) {}

        public boolean anybody() {
            return !visits.isEmpty() || visitors > 0 || team > 0;
        }

        public Told plus(Told other) {
            List<Visit> all = new ArrayList<>(visits);
            all.addAll(other.visits);
            return new Told(List.copyOf(all), visitors + other.visitors, team + other.team);
        }
    }
}
