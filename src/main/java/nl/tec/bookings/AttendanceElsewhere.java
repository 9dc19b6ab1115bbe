package nl.tec.bookings;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import nl.tec.bookings.internal.ElsewhereStore;
import nl.tec.shared.SchoolYear;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pupils of our schools who came with their class at a hub of another city, as that hub recorded it: they count in our reach, because
 * they live here, and not in that of the other hub (rules 2.17).
 */
@Service
public class AttendanceElsewhere {

    private final ElsewhereStore store;
    private final ApplicationEventPublisher events;

    AttendanceElsewhere(ElsewhereStore store, ApplicationEventPublisher events) {
        this.store = store;
        this.events = events;
    }

    /** Event: what was recorded of classes of this school elsewhere has changed. @param schoolYear when they came */
    public record Recorded(long siteId, int schoolYear) {}

    /**
     * Keeps who came to a visit; again replaces it.
     *
     * @param visit the key with which it was booked there
     * @param present by part of the class; empty: nobody recorded it, or not any more
     */
    @Transactional
    public void record(
            UUID visit, long siteId, String hub, String title, LocalDate heldOn, Map<Long, Integer> present) {
        if (store.replace(visit, hub, title, heldOn, present)) {
            events.publishEvent(new Recorded(siteId, SchoolYear.of(heldOn).start()));
        }
    }
}
