package nl.tec.bookings;

import java.time.Instant;
import java.util.List;
import nl.tec.bookings.VisitPrices.VisitPrice;
import nl.tec.programme.ActivityMaterial.Material;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * The arrangements for the visit of a class, with their state (rules 4). Only choices and ticks are stored; the rest is derived from the
 * booking.
 */
public record VisitPlan(
        TransportPlan transport,
        Supervision supervision,
        Lesson before,
        Lesson after,
        Costs costs,
        Practical practical) {

    /** An item of the plan; its name is stored in the database. */
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
        /** The TEC is working on it, or it is not due yet. */
        BUSY,
        DONE,
        NOT_NEEDED
    }

    /**
     * @param proposal the transport that fits the distance
     * @param choice the school's choice; null: none yet, in which case a proposal that needs no arrangements applies
     * @param metres as the crow flies; null: unknown
     * @param minutes one way, roughly
     * @param departs the departure of the TEC's bus from the school; null: there is none
     * @param returns its return there
     * @param bus the reserved bus; null: none
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
     * @param state open while the school brings too few adults, and busy while guides are missing
     * @param needed adults from the school: at least two
     * @param adults who come along, as stated by the school
     */
    public record Supervision(State state, int needed, int adults, int childrenPerAdult, Guides guides) {}

    /**
     * The people who give the activity. Schools get their kind and number; their names are for the hub.
     *
     * @param organiser the name of the partner whose activity it is; empty: the hub's own
     * @param professionals who said that they come, as are the others
     * @param missing how many have yet to be found or to say that they come
     */
    public record Guides(String organiser, int professionals, int guestTeachers, int ambassadors, int missing) {

        public boolean known() {
            return professionals + guestTeachers + ambassadors > 0;
        }

        /** Returns the same people for a visit for which nobody is sought any more. */
        public Guides withoutMissing() {
            return new Guides(organiser, professionals, guestTeachers, ambassadors, 0);
        }
    }

    /** @param material of the library for it, as far as the school of the visit may read it */
    public record Lesson(State state, List<Material> material) {

        public Lesson {
            material = List.copyOf(material);
        }
    }

    /** @param fund the funder of the rest, in the words of the activity; blank: none */
    public record Costs(VisitPrice price, Bilingual fund) {

        /** Returns what the school pays for the class. */
        public Money school() {
            return price.school();
        }
    }

    /** @param text allergies and special needs in the school's own words, without names; removed the day after the visit */
    public record Practical(State state, String text) {}
}
