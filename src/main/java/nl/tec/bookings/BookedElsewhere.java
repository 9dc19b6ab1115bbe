package nl.tec.bookings;

import java.util.Collection;
import java.util.List;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;

/** Visits of our schools at the hub of another city, shown with the bookings here. Implemented by the module that makes them. */
public interface BookedElsewhere {

    /** The state of the booking of a class there. */
    enum ElsewhereState {
        /** The other hub has not answered yet; the request is retried until it does. */
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

    /** Returns the upcoming visits of these schools, soonest first. */
    List<Visit> coming(Collection<Long> siteIds);
}
