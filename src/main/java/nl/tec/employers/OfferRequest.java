package nl.tec.employers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/**
 * A request of a school for an offer (rules 6).
 *
 * @param question in the school's own words; erased after the visit
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

    /** The offer has its maximum number of visits in that week. Temporary, as visits can be moved or cancelled. */
    public static final String WEEK_FULL = "WEEK_FULL";

    /**
     * The place, the room or the people are occupied. Temporary too, and possibly only at the default time of that part of the day: another
     * time can still be accepted.
     */
    public static final String OCCUPIED = "OCCUPIED";

    public enum State {
        OPEN,
        /** Accepted by the company: a session with a booking of the class exists. */
        ACCEPTED,
        /** Declined by the company, with a reason. */
        DECLINED,
        /** By the school. */
        WITHDRAWN,
        /** Closed by the programme manager, with a reason; or because the company accepted but none of the dates is possible. */
        CLOSED,
        /** The last date passed without an answer. */
        EXPIRED
    }

    /** The actor or channel that ended it. */
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
     * @param person the contact person, revealed to the company only after it accepts
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
     * A date that the school proposes.
     *
     * @param position 1 to 3
     * @param obstacle the code of the reason that it could not be accepted, {@link #WEEK_FULL} or {@link #OCCUPIED} among others; null:
     *     none known
     */
    public record Wish(
            int position,
            LocalDate day,
            DayPart part,
            @Nullable String obstacle) {

        public boolean possible(LocalDate today) {
            return (obstacle == null || taken()) && day.isAfter(today);
        }

        /** Whether it is occupied at the default time. */
        public boolean taken() {
            return OCCUPIED.equals(obstacle);
        }
    }

    /**
     * The term of the company.
     *
     * @param due the time of escalation to the programme manager
     * @param escalated when it was escalated; null: it was not
     */
    public record Term(
            Instant asked,
            Instant remind,
            Instant due,
            @Nullable Instant reminded,
            @Nullable Instant escalated) {}

    /**
     * The end of a request.
     *
     * @param reason empty if none was given; if none of the dates is possible, the code of the last obstacle
     * @param chosen the position of the accepted date; set if accepted, like {@code sessionId} and {@code bookingId}
     * @param moves the number of times that the visit was moved
     * @param calledOff whether the visit was cancelled
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

    /** Whether the company accepted, but none of the dates is possible. */
    public boolean impossible() {
        return state == State.CLOSED && end != null && end.how() == How.CLOCK;
    }

    /** Returns the dates that can still be accepted. */
    public List<Wish> possible(LocalDate today) {
        return open() ? dates.stream().filter(date -> date.possible(today)).toList() : List.of();
    }

    public Optional<Wish> date(int position) {
        return dates.stream().filter(date -> date.position() == position).findFirst();
    }
}
