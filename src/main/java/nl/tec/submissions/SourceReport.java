package nl.tec.submissions;

import java.util.List;

/**
 * The outcome of reading a calendar or a file.
 *
 * @param found activities with dates to come
 * @param added new, and sent in
 * @param changed sent in again
 * @param gone no longer there, or called off
 * @param flaws what was left out or cut short, and why; the first of them
 */
public record SourceReport(int found, int added, int changed, int gone, int same, List<Flaw> flaws) {

    public static final int MAX_FLAWS = 50;

    /**
     * @param what the title or the line it is about
     * @param key of the text that says why, with its argument
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
