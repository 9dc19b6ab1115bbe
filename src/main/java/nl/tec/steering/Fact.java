package nl.tec.steering;

import org.jspecify.annotations.Nullable;

/**
 * A fact that tells how far a condition is met, in the requested language.
 *
 * @param label the subject
 * @param value the finding: a figure with its unit, or that it is not measured
 * @param note an explanation, or why it is not measured; empty: none
 * @param href the page about it; null: none
 */
public record Fact(
        String label,
        String value,
        String note,
        Mark mark,
        @Nullable String href) {

    /** Whether the fact supports the condition. */
    public enum Mark {
        GOOD("good"),
        WEAK("warn"),
        BAD("bad"),
        /** The fact is informative, but its source sets no target for it. */
        NO_TARGET("calm"),
        NOT_MEASURED("none");

        private final String tone;

        Mark(String tone) {
            this.tone = tone;
        }

        /** The colour and icon: a tone of {@code ui/state.jte}. */
        public String tone() {
            return tone;
        }
    }
}
