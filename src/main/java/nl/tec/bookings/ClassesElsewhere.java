package nl.tec.bookings;

import java.util.UUID;
import nl.tec.bookings.internal.ElsewhereStore;
import nl.tec.bookings.internal.WaitingList;
import nl.tec.shared.TimeSlot;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reserves classes of our schools for visits at other hubs, so that they are booked nowhere else at that time (rules 3.5). */
@Service
public class ClassesElsewhere {

    private final ElsewhereStore store;
    private final WaitingList waitingList;

    ClassesElsewhere(ElsewhereStore store, WaitingList waitingList) {
        this.store = store;
        this.waitingList = waitingList;
    }

    /**
     * Reserves the class for a visit, in the caller's transaction; a repeated call changes the time.
     *
     * @param visit the key of the booking at the other hub
     * @param away from leaving the school until it is back
     * @return false if the class is elsewhere at that time, and nothing is reserved
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean take(UUID visit, long classId, TimeSlot away) {
        return store.take(visit, classId, away);
    }

    /** Releases the class from a visit, in the caller's transaction. The caller calls {@link #freed} after the commit. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(UUID visit) {
        store.release(visit);
    }

    /** Offers the class seats it waits for here at the time that came free. Call after the releasing transaction. */
    public void freed(long classId) {
        waitingList.promoteClass(classId);
    }
}
