package nl.tec.hub;

import java.time.Duration;
import java.time.Instant;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/**
 * Something that was looked at.
 *
 * @param key stable, kebab case
 * @param text what was found, in Dutch
 * @param href where to do something about it, called {@code state.look.KEY}; null: not on a page
 */
public record StateCheck(
        String key, Level level, String text, @Nullable String href) {

    private static final Duration WARN_BEFORE_END = Duration.ofDays(30);
    private static final Duration ALARM_BEFORE_END = Duration.ofDays(7);

    public enum Level {
        GOOD,
        /** Can wait, but has to be known. */
        NOTE,
        /** A person has to do something. */
        BAD
    }

    /** @param text its key */
    public static StateCheck of(
            Texts texts, String key, Level level, @Nullable String href, String text, Object... arguments) {
        return new StateCheck(key, level, texts.text(Texts.DUTCH, text, arguments), href);
    }

    /** Something that is valid until a moment. Its texts are {@code state.KEY.good}, and {@code state.KEY.ends} when that is soon. */
    public static StateCheck ends(Texts texts, String key, Instant until, Instant now) {
        Level level = until.minus(ALARM_BEFORE_END).isBefore(now)
                ? Level.BAD
                : until.minus(WARN_BEFORE_END).isBefore(now) ? Level.NOTE : Level.GOOD;
        return of(
                texts,
                key,
                level,
                null,
                "state." + key + (level == Level.GOOD ? ".good" : ".ends"),
                Dates.date(Dates.dayOf(until), Texts.DUTCH));
    }
}
