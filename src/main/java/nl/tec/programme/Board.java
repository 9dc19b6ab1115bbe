package nl.tec.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * The planning board: what is held on some days, by what it takes.
 *
 * @param lanes all there are, also those with nothing in them
 * @param daysOff the days on which the hub has no programme for schools, and why
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
     * @param key of a room or place: as {@link #key} gives it
     * @param name null: the lane of what has nothing of this kind
     * @param where the place that a room is in; null: not a room
     * @param blocks in order of time
     */
    public record Lane(
            String key, @Nullable Bilingual name, @Nullable Bilingual where, List<Block> blocks) {}

    /**
     * A time at which a lane is occupied, and by what.
     *
     * @param session null: a set-up has it, without a session
     * @param occupied with set-up and clean-up; of a bus: from departure until it can go to the next
     * @param setUp minutes before the session, {@code cleanUp} after it
     * @param travel minutes on the way, before {@code occupied}
     * @param cancelsAt when it is going to be cancelled; null: it is not
     */
    public record Block(
            @Nullable Session session,
            TimeSlot occupied,
            int setUp,
            int cleanUp,
            int travel,
            @Nullable Instant cancelsAt) {}

    /** The lane in which a session is held. */
    public static String key(Session.Where where) {
        return key(where.venueId(), where.siteId(), where.roomId());
    }

    public static String key(@Nullable Long venueId, @Nullable Long siteId, @Nullable Long roomId) {
        if (roomId != null) {
            return "r" + roomId;
        }
        return siteId != null ? "s" + siteId : "p" + venueId;
    }
}
