package nl.tec.programme;

import java.util.Collection;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.shared.Sector;

/**
 * The bookings of sessions, for the transaction that creates, changes or cancels them: what they do not allow, whom they concern, and
 * that they follow. Implemented by bookings, which keeps the capacity of sessions up to date and notifies the people who booked.
 */
public interface SessionBookings {

    /** Updates the capacity of sessions that were created or changed (state, time, capacity). */
    void sessionsSaved(Collection<Long> sessionIds, Actor by);

    /**
     * Counts the taken seats, so that a lower capacity can be refused before it is saved. Locks the session against new bookings until
     * the end of the transaction, so that the answer stays valid.
     *
     * @return the number of participants and classes that are confirmed, held or offered
     */
    BookedSeats taken(long sessionId);

    /**
     * Counts the classes with a clash, so that a time and location can be refused before they are saved (rules 3).
     *
     * @return the number of classes with seats that are elsewhere at that time, travel included
     */
    int elsewhere(long sessionId, SessionDetails details);

    /**
     * Counts the classes of other schools, because a session at a school is for its own classes only.
     *
     * @return the number of booked or waiting classes of another school than the one it would be held at
     */
    int ofOtherSchools(long sessionId, SessionDetails details);

    /**
     * Counts the classes of another school year, because a class is of one year (rules 1.3): its pupils are counted with that class.
     *
     * @return the number of booked or waiting classes that are not of the school year in which it would be held
     */
    int ofOtherYears(long sessionId, SessionDetails details);

    /** How many bookings of these sessions would be notified of a cancellation. */
    int bookings(Collection<Long> sessionIds);

    /** Returns the people to mail when these sessions get another time or place, or are cancelled. */
    Recipients told(Collection<Long> sessionIds);

    /** How many of these sessions have recorded attendance, and so cannot be cancelled (rules 2.2). */
    int withAttendance(Collection<Long> sessionIds);

    /** Cancels the bookings of sessions that the hub cancelled, and notifies everybody with the reason. */
    void sessionsCancelled(Collection<Long> sessionIds, String reason, Actor by);

    record BookedSeats(int participants, int classes) {}

    /**
     * The recipients of mail about sessions that move or are cancelled.
     *
     * @param visits booked and waiting classes
     * @param visitors the number of individual sign-ups
     * @param team the number of people who run it
     */
    record Recipients(List<Visit> visits, int visitors, int team) {

        /** @param reachable whether anybody at the school can be mailed */
        public record Visit(String school, Sector sector, String label, boolean reachable) {}

        public boolean anybody() {
            return !visits.isEmpty() || visitors > 0 || team > 0;
        }
    }
}
