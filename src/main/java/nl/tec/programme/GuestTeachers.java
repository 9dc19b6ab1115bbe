package nl.tec.programme;

import java.util.Optional;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Reservations.Guest;

/** Organisations whose people give activities, and how much they take on; network implements it (rules 3 and 6). */
public interface GuestTeachers {

    /**
     * Finds the guest who comes to a session from elsewhere, and is in one place at a time.
     *
     * @param occupied set-up and clean-up time included
     * @return empty: nobody does
     */
    Optional<Guest> of(SessionDetails details, TimeSlot occupied);

    /**
     * Whether moving a session to this time would give the organisation more visits in that week than it takes. Of two moves
     * into one week, the second waits until the first is certain.
     */
    boolean weekFull(long sessionId, TimeSlot slot);
}
