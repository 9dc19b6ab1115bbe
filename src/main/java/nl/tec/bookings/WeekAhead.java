package nl.tec.bookings;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/** What is held in a stretch of time, with what it still lacks: for who makes the programme, guides it, or comes with a class. */
public interface WeekAhead {

    /**
     * @param expected classes and guests that have a place
     * @param classes of those, how many classes
     * @param takesClasses whether it is for classes
     * @param guides how many people guide it
     * @param withoutBus visits to it that chose a bus of the hub and have none
     */
    record Held(
            long sessionId,
            Instant start,
            Instant end,
            Bilingual title,
            @Nullable Long venueId,
            String school,
            boolean takesClasses,
            int classes,
            int expected,
            int guides,
            int withoutBus) {}

    /**
     * A class that goes somewhere.
     *
     * @param offered its place is kept until the school says yes
     */
    record Visit(
            long bookingId,
            Instant start,
            Instant end,
            Bilingual title,
            @Nullable Long venueId,
            String school,
            Sector sector,
            String label,
            int pupils,
            boolean offered) {}

    /** Published sessions that start in it, in order of time. @param guide only those this account guides; null: all */
    List<Held> sessions(TimeSlot between, @Nullable Long guide);

    /** Visits of the classes of these schools, in order of time. */
    List<Visit> visits(TimeSlot between, Collection<Long> siteIds);

    /** How many places are offered to these schools and wait for their answer. */
    int offered(Collection<Long> siteIds);
}
