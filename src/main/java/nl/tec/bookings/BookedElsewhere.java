package nl.tec.bookings;

import java.util.Collection;
import java.util.List;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;

/** Visits of our schools that are booked at a hub of another city: shown with their own bookings. Whoever books there implements it. */
public interface BookedElsewhere {

    /** The state of the booking of a class there. */
    enum ElsewhereState {
        /** The other hub has not answered yet; it is asked until it does. */
        ASKED,
        BOOKED,
        FULL,
        REFUSED,
        CANCELLED
    }

    /** @param hub where it is booked. @param title in Dutch only */
    record Visit(
            long id,
            String hub,
            String title,
            TimeSlot time,
            Sector sector,
            String label,
            int pupils,
            ElsewhereState state) {}

    /** Those of these schools that are not over, the soonest first. */
    List<Visit> coming(Collection<Long> siteIds);
}
