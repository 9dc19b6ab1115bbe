package nl.tec.programme;

import java.util.Objects;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * The editable details of a session. It is held at a venue (perhaps in one of its rooms) or at a school.
 *
 * @param siteId the school where it is held
 * @param capacity participants
 * @param classCapacity classes; null for individuals
 * @param note for the people who run it
 */
public record SessionDetails(
        long activityId,
        TimeSlot slot,
        @Nullable Long venueId,
        @Nullable Long siteId,
        @Nullable Long roomId,
        int capacity,
        @Nullable Integer classCapacity,
        String note) {

    public static final int MAX_CAPACITY = 5000;
    public static final int MAX_CLASSES = 50;

    /** Whether these change the time or location that was communicated to those who booked; another room of the venue does not. */
    public boolean moves(Session session) {
        return !session.slot().equals(slot)
                || !Objects.equals(session.where().siteId(), siteId)
                || siteId == null && !Objects.equals(session.where().venueId(), venueId);
    }

    /** Returns the current details of a session. */
    public static SessionDetails of(Session session) {
        Session.Location where = session.where();
        return new SessionDetails(
                session.activity().id(),
                session.slot(),
                where.siteId() == null ? where.venueId() : null,
                where.siteId(),
                where.roomId(),
                session.capacity(),
                session.classCapacity(),
                session.note());
    }

    /** Returns a copy at another location. */
    public SessionDetails in(@Nullable Long venue, @Nullable Long site, @Nullable Long room) {
        return new SessionDetails(activityId, slot, venue, site, room, capacity, classCapacity, note);
    }

    /** Returns a copy at another time. */
    public SessionDetails at(TimeSlot otherSlot) {
        return new SessionDetails(activityId, otherSlot, venueId, siteId, roomId, capacity, classCapacity, note);
    }
}
