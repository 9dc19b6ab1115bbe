package nl.tec.programme;

import java.util.Objects;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * The details of a session, as a programme manager fills them in. It is at a place (perhaps in a room of it) or at a school.
 *
 * @param siteId the school where it is held
 * @param capacity participants
 * @param classCapacity classes; null when people come by themselves
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

    /** Whether a session would be at another time or place than those who booked were told; another room of the same place is not. */
    public boolean moves(Session session) {
        return !session.slot().equals(slot)
                || !Objects.equals(session.where().siteId(), siteId)
                || siteId == null && !Objects.equals(session.where().venueId(), venueId);
    }

    /** As it is now. */
    public static SessionDetails of(Session session) {
        Session.Where where = session.where();
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

    /** The same somewhere else. */
    public SessionDetails in(@Nullable Long venue, @Nullable Long site, @Nullable Long room) {
        return new SessionDetails(activityId, slot, venue, site, room, capacity, classCapacity, note);
    }

    /** The same at another time. */
    public SessionDetails at(TimeSlot otherSlot) {
        return new SessionDetails(activityId, otherSlot, venueId, siteId, roomId, capacity, classCapacity, note);
    }
}
