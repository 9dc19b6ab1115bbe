package nl.tec.submissions;

import java.util.List;

/**
 * The outcome of reading a calendar or a file.
 *
 * @param found number of activities with dates to come
 * @param added new ones, which were sent in
 * @param changed those that were sent in again
 * @param gone those that are no longer there, or were cancelled
 * @param flaws the first problems: what was left out or cut short, and why
 */
public record SourceReport(int found, int added, int changed, int gone, int same, List<Flaw> flaws) {

    public static final int MAX_FLAWS = 50;

    /**
     * @param what its title or line
     * @param key of the text that explains it, with its argument
     */
    public record Flaw(String what, String key, String argument) {

        public Flaw(String what, String key) {
            this(what, key, "");
        }
    }

    public SourceReport {
        flaws = List.copyOf(flaws.subList(0, Math.min(flaws.size(), MAX_FLAWS)));
    }

    public boolean changesAnything() {
        return added + changed + gone > 0;
    }
}
