package nl.tec.hub;

import java.time.Duration;
import java.time.Instant;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a health check.
 *
 * @param key stable, kebab case
 * @param text the finding, in Dutch
 * @param href the page to act on it, with link text {@code state.look.KEY}; null if there is none
 */
public record StateCheck(
        String key, Level level, String text, @Nullable String href) {

    private static final Duration WARN_BEFORE_END = Duration.ofDays(30);
    private static final Duration ALARM_BEFORE_END = Duration.ofDays(7);

    public enum Level {
        GOOD,
        /** Not urgent. */
        NOTE,
        /** Requires action by a person. */
        BAD
    }

    /** @param text the message key */
    public static StateCheck of(
            Texts texts, String key, Level level, @Nullable String href, String text, Object... arguments) {
        return new StateCheck(key, level, texts.text(Texts.DUTCH, text, arguments), href);
    }

    /** Checks an expiry. The texts are {@code state.KEY.good}, and {@code state.KEY.ends} if it is near. */
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
