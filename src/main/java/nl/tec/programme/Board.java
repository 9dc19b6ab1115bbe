package nl.tec.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * The planning board: the sessions of some days, by the resources they take.
 *
 * @param lanes all lanes, including empty ones
 * @param daysOff the days on which the hub has no programme for schools, with the reason
 */
public record Board(Days days, By by, List<Lane> lanes, Map<LocalDate, Bilingual> daysOff) {

    /** The kinds of lanes. */
    public enum By {
        ROOM,
        PERSON,
        BUS,
        EQUIPMENT
    }

    /**
     * One room, person, bus or set of equipment.
     *
     * @param key of a room or venue, as from {@link #key}
     * @param name null: the lane of sessions without such a resource
     * @param where the venue of a room; null: not a room
     * @param blocks in order of time
     */
    public record Lane(
            String key, @Nullable Bilingual name, @Nullable Bilingual where, List<Block> blocks) {}

    /**
     * A period in which a lane is occupied.
     *
     * @param session null: occupied by a set-up, not a session
     * @param occupied including set-up and clean-up; of a bus: from departure to the end of the turnaround time
     * @param travel minutes of travel before {@code occupied}
     * @param cancelsAt when a pending cancellation takes effect; null: none
     */
    public record Block(
            @Nullable Session session,
            TimeSlot occupied,
            int travel,
            @Nullable Instant cancelsAt) {}

    /** Returns the key of the lane in which a session is held. */
    public static String key(Session.Location where) {
        return key(where.venueId(), where.siteId(), where.roomId());
    }

    public static String key(@Nullable Long venueId, @Nullable Long siteId, @Nullable Long roomId) {
        if (roomId != null) {
            return "r" + roomId;
        }
        return siteId != null ? "s" + siteId : "p" + venueId;
    }
}
