package nl.tec.hub;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;
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

    /** The lag above which work counts as stuck: by then a job has retried it several times, or no job is running. */
    public static final Duration MAX_LAG = Duration.ofMinutes(15);

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

    /**
     * Checks for work that a job retries at each run: bad if some was due more than {@link #MAX_LAG} ago. It looks at what is left instead of
     * at the job, so it also finds work that no job does. The text is {@code state.KEY.behind}.
     *
     * @param left returns how much of what was due at a moment is left
     */
    public static List<StateCheck> behind(Texts texts, String key, Instant now, ToIntFunction<Instant> left) {
        int late = left.applyAsInt(now.minus(MAX_LAG));
        return late == 0 ? List.of() : List.of(of(texts, key, Level.BAD, null, "state." + key + ".behind", late));
    }
}
