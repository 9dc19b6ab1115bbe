package nl.tec.programme;

import java.util.Optional;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Reservations.Guest;

/** Organisations whose people give activities, and their weekly limits (rules 3 and 6). */
public interface GuestTeachers {

    /**
     * Finds the guest who travels to a session, and so cannot be double-booked.
     *
     * @param occupied including set-up and clean-up time
     * @return empty if there is none
     */
    Optional<Guest> of(SessionDetails details, TimeSlot occupied);

    /**
     * Whether moving a session to this time would exceed the organisation's limit of visits in that week. Serialises concurrent moves
     * into the same week.
     */
    boolean weekFull(long sessionId, TimeSlot slot);
}
