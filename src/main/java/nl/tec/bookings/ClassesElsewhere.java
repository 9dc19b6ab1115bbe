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
     * Takes the class for a visit, in the transaction of the caller; again takes it for another time.
     *
     * @param visit the key with which it is booked there
     * @param away from leaving the school until it is back
     * @return false: the class is somewhere else then, and it is not taken
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean take(UUID visit, long classId, TimeSlot away) {
        return store.take(visit, classId, away);
    }

    /** Releases the class from a visit, in the transaction of the caller, who calls {@link #freed} after it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(UUID visit) {
        store.release(visit);
    }

    /** Offers the class what it waits for here at a time that came free. After the transaction that released it. */
    public void freed(long classId) {
        waitingList.promoteClass(classId);
    }
}
