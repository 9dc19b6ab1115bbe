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
 * The attendance of our schools' classes at the hub of another city, as recorded by that hub: the pupils count in our reach, because
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

    /** Event: the attendance of this school's classes at another hub has changed. @param schoolYear of the visit */
    public record Recorded(long siteId, int schoolYear) {}

    /**
     * Stores the attendance of a visit, replacing what was stored for it before.
     *
     * @param visit the key with which it was booked there
     * @param present head count by class part; empty: not recorded, or withdrawn
     */
    @Transactional
    public void record(
            UUID visit, long siteId, String hub, String title, LocalDate heldOn, Map<Long, Integer> present) {
        if (store.replace(visit, hub, title, heldOn, present)) {
            events.publishEvent(new Recorded(siteId, SchoolYear.of(heldOn).start()));
        }
    }
}
