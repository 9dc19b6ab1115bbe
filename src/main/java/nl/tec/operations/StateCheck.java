package nl.tec.operations;

import org.jspecify.annotations.Nullable;

/**
 * The result of a check of the state of the hub.
 *
 * @param key stable, kebab case
 * @param text the finding, in Dutch
 * @param href the page for acting on it; null: none
 */
public record StateCheck(
        String key, Level level, String text, @Nullable String href) {

    public enum Level {
        GOOD,
        /** Not urgent, but worth knowing. */
        NOTE,
        /** A person has to do something. */
        BAD
    }
}
