package nl.tec.employers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/**
 * A school asks for an offer (rules 6).
 *
 * @param question in the school's own words; removed after the visit
 * @param dates one to three
 * @param end null while it is open
 */
public record OfferRequest(
        long id,
        State state,
        Offer offer,
        School school,
        int participants,
        int adults,
        String question,
        List<Wish> dates,
        Term term,
        @Nullable End end) {

    /** In that week the offer has all the visits it takes. Goes away by itself, when a visit is moved or called off. */
    public static final String WEEK_FULL = "WEEK_FULL";

    /**
     * The place, the room or whoever would come is taken then. Goes away by itself too, and may be only so at the usual time of
     * that part of the day: another time can still be said yes to.
     */
    public static final String OCCUPIED = "OCCUPIED";

    public enum State {
        OPEN,
        /** The company said yes: there is a session with the class booked on it. */
        ACCEPTED,
        /** The company said no, with a reason. */
        DECLINED,
        /** By the school. */
        WITHDRAWN,
        /** By the programme manager, with a reason; or because the company said yes but none of the dates can be. */
        CLOSED,
        /** The last date passed without an answer. */
        EXPIRED
    }

    /** By whom it was ended. */
    public enum How {
        LINK,
        PORTAL,
        MAKER,
        SCHOOL,
        CLOCK
    }

    /**
     * The school that asks.
     *
     * @param group the label of the class
     * @param person who asked, told to the company after a yes only
     */
    public record School(
            long siteId,
            String name,
            String town,
            long classId,
            String group,
            Sector sector,
            long accountId,
            String person,
            String email) {}

    /**
     * A date the school would like.
     *
     * @param position 1 to 3
     * @param obstacle why it can't be, though somebody said yes to it: a code, {@link #WEEK_FULL} or {@link #OCCUPIED}; null: nothing
     *     known
     */
    public record Wish(
            int position,
            LocalDate day,
            DayPart part,
            @Nullable String obstacle) {

        public boolean possible(LocalDate today) {
            return (obstacle == null || taken()) && day.isAfter(today);
        }

        /** Whether it is taken at the usual time. */
        public boolean taken() {
            return OCCUPIED.equals(obstacle);
        }
    }

    /**
     * @param due when it climbs up to the programme manager
     * @param escalated when it did; null: it did not
     */
    public record Term(
            Instant asked,
            Instant remind,
            Instant due,
            @Nullable Instant reminded,
            @Nullable Instant escalated) {}

    /**
     * @param reason empty where none was given; where none of the dates can be, the code of what was in the way last
     * @param chosen the position of the date; with {@code sessionId} and {@code bookingId} after a yes
     * @param moves how often the visit that came of it was moved to another time
     * @param calledOff the visit that came of it was called off
     */
    public record End(
            Instant at,
            How how,
            String reason,
            @Nullable Integer chosen,
            @Nullable Long sessionId,
            @Nullable Long bookingId,
            int moves,
            boolean calledOff) {}

    public boolean open() {
        return state == State.OPEN;
    }

    public boolean escalated() {
        return open() && term.escalated() != null;
    }

    /** The company said yes, but none of the dates can be. */
    public boolean impossible() {
        return state == State.CLOSED && end != null && end.how() == How.CLOCK;
    }

    /** The dates to which can still be said yes. */
    public List<Wish> possible(LocalDate today) {
        return open() ? dates.stream().filter(date -> date.possible(today)).toList() : List.of();
    }

    public Optional<Wish> date(int position) {
        return dates.stream().filter(date -> date.position() == position).findFirst();
    }
}
