package nl.tec.steering;

import org.jspecify.annotations.Nullable;

/**
 * Something that tells how far a condition is met, in the language it was asked for.
 *
 * @param label what was looked at
 * @param value what was found: a figure with its unit, or that it is not measured
 * @param note what it says beside it, or why it is not measured; empty: nothing
 * @param href where it is on the site; null: nowhere
 */
public record Fact(
        String label,
        String value,
        String note,
        Mark mark,
        @Nullable String href) {

    /** Whether it speaks for the condition. */
    public enum Mark {
        GOOD("good"),
        WEAK("warn"),
        BAD("bad"),
        /** It says something, but the source names no target for it. */
        NO_TARGET("calm"),
        NOT_MEASURED("none");

        private final String tone;

        Mark(String tone) {
            this.tone = tone;
        }

        /** Its colour and icon: a tone of {@code ui/state.jte}. */
        public String tone() {
            return tone;
        }
    }
}
