package nl.tec.bookings;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * The arrangements for the visit of a class, what is still open and who does it (rules 4). What follows from the booking by itself
 * is not stored; what somebody chose or ticked off is.
 */
public record VisitPlan(
        TransportPlan transport,
        Supervision supervision,
        Lesson before,
        Lesson after,
        Costs costs,
        Practical practical) {

    /** An item of the list; the name is the one in the database. */
    public enum Item {
        TRANSPORT,
        SUPERVISION,
        BEFORE,
        AFTER,
        COSTS,
        PRACTICAL
    }

    public enum State {
        /** Something for the school to do. */
        OPEN,
        /** The TEC is at it, or its time has not come. */
        BUSY,
        DONE,
        NOT_NEEDED
    }

    /**
     * @param proposal what fits the distance
     * @param choice what the school chose; null: nothing yet, then the proposal counts when nothing has to be arranged for it
     * @param metres as the crow flies; null: unknown
     * @param minutes one way, roughly
     * @param departs when the bus of the TEC leaves at the school; null: there is none
     * @param returns when it is back there
     * @param bus which bus; null: none is reserved
     */
    public record TransportPlan(
            State state,
            Transport proposal,
            @Nullable Transport choice,
            @Nullable Integer metres,
            int minutes,
            @Nullable Instant departs,
            @Nullable Instant returns,
            @Nullable Bilingual bus) {

        public Transport means() {
            return choice == null ? proposal : choice;
        }
    }

    /**
     * @param needed adults from the school: at least two
     * @param adults who come along, as the school said
     */
    public record Supervision(State state, int needed, int adults, int childrenPerAdult) {}

    public record Lesson(State state) {}

    /**
     * @param school what the school pays for the class
     * @param fund who covers the rest; blank: nobody else
     */
    public record Costs(Money school, Bilingual fund) {}

    /** @param text allergies and special needs in the school's own words, without names; removed the day after the visit */
    public record Practical(State state, String text) {}
}
