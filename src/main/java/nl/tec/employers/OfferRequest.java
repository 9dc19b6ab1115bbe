package nl.tec.employers;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
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

    /** The reason that a date can't be accepted. The names are stored, and are part of the payload of mails. */
    public enum Obstacle {
        /** The offer has its maximum number of visits in that week. Temporary, as visits can be moved or cancelled. */
        WEEK_FULL,
        /**
         * The place, the room or the people are occupied. Temporary too, and possibly only at the default time of that part of the day:
         * another time can still be accepted.
         */
        OCCUPIED,
        BEGUN,
        CLASS_AT_NEIGHBOUR,
        CLASS_ELSEWHERE,
        CLASS_ENDED,
        NOT_FOR_GROUP,
        PART_NOT_FOR_GROUP,
        SCHOOL_CLOSED,
        SCHOOL_ENDED,
        TOO_MANY,
        /** No activity can be made of the offer. */
        ACTIVITY,
        /** No session is possible on that date. */
        SESSION,
        /** The class can't be booked, for another reason. */
        CLASS;

        /** Returns the obstacle of this name, which may be that of a refusal; {@link #CLASS} for any other. */
        @JsonCreator
        public static Obstacle of(String name) {
            return Arrays.stream(values())
                    .filter(obstacle -> obstacle.name().equals(name))
                    .findFirst()
                    .orElse(CLASS);
        }

        /** Whether it is temporary. */
        public boolean passes() {
            return this == WEEK_FULL || this == OCCUPIED;
        }

        /** Returns the key of its text. */
        public String text() {
            return "offers.obstacle."
                    + switch (this) {
                        case ACTIVITY, SESSION, CLASS -> "OTHER";
                        default -> name();
                    };
        }
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
     * @param obstacle null: none known
     */
    public record Wish(
            int position,
            LocalDate day,
            DayPart part,
            @Nullable Obstacle obstacle) {

        public boolean possible(LocalDate today) {
            return (obstacle == null || taken()) && day.isAfter(today);
        }

        /** Whether it is occupied at the default time. */
        public boolean taken() {
            return obstacle == Obstacle.OCCUPIED;
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
            @Nullable Instant escalated) {}

    /**
     * The end of a request.
     *
     * @param reason empty if none was given; if none of the dates is possible, the name of the last obstacle
     * @param visit null if it was not accepted
     */
    public record End(How how, String reason, @Nullable Visit visit) {}

    /**
     * The visit of an accepted request.
     *
     * @param position the position of the accepted date
     * @param moves the number of times that it was moved
     * @param calledOff whether it was cancelled
     */
    public record Visit(int position, long sessionId, long bookingId, int moves, boolean calledOff) {}

    /** Returns the resulting visit; null: there is none. */
    public @Nullable Visit visit() {
        return end == null ? null : end.visit();
    }

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
