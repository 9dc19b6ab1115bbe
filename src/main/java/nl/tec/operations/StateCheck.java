package nl.tec.operations;

import org.jspecify.annotations.Nullable;

/**
 * Something that was looked at.
 *
 * @param key stable, kebab case
 * @param text what was found, in Dutch
 * @param href where to do something about it; null: not on a page
 */
public record StateCheck(
        String key, Level level, String text, @Nullable String href) {

    public enum Level {
        GOOD,
        /** Can wait, but has to be known. */
        NOTE,
        /** A person has to do something. */
        BAD
    }
}
