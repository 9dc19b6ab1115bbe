package nl.tec.steering;

import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A part of the project (requirement G1).
 *
 * @param id 0: not stored yet
 * @param until the last day; null: open-ended
 * @param promised the last day as it was planned first; never changes
 * @param source where it was agreed; empty: nowhere in particular
 * @param version for optimistic locking
 */
public record Phase(
        long id,
        Bilingual name,
        Bilingual about,
        Bilingual source,
        LocalDate from,
        @Nullable LocalDate until,
        @Nullable LocalDate promised,
        int version) {

    /** The state of a phase on a day. */
    public enum State {
        AHEAD("none"),
        RUNNING("calm"),
        /** Its last day has passed, and not everything is done. */
        OVERRUN("bad"),
        /** Its last day has passed; the steps that are not done are hidden from this reader. */
        UNFINISHED("calm"),
        DONE("good");

        private final String tone;

        State(String tone) {
            this.tone = tone;
        }

        /** The colour and icon: a tone of {@code ui/state.jte}. */
        public String tone() {
            return tone;
        }
    }

    /** Whether its last day differs from the one that was promised first. */
    public boolean moved() {
        return promised != null && !promised.equals(until);
    }

    public boolean runsOn(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
}
