package nl.tec.planning;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a solver.
 *
 * @param seconds since it started
 * @param wishes the number of wishes
 * @param bound the proven maximum number of wishes that can be met
 * @param worstSchool the school with the smallest share of its wishes met; null if all are met
 * @param improving the level that is being improved
 * @param values of the best plan so far, by level
 */
public record PlanProgress(
        double seconds,
        int wishes,
        int bound,
        @Nullable String worstSchool,
        Level improving,
        Map<Level, Double> values) {

    /** Wishes that the best plan so far meets. */
    public int met() {
        return values.getOrDefault(Level.MET, 0.0).intValue();
    }

    /** Formats the progress as one line of {@code name=value} pairs, readable for programs and people. */
    public String line() {
        StringBuilder line = new StringBuilder();
        line.append(String.format(Locale.ROOT, "seconds=%.1f of=%d bound=%d", seconds, wishes, bound));
        values.forEach((level, value) -> line.append(' ')
                .append(level.word())
                .append('=')
                .append(String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.3f", value)));
        line.append(" improving=").append(improving.word());
        if (worstSchool != null) {
            line.append(" school=").append(worstSchool);
        }
        return line.toString();
    }

    /** Parses the output of {@link #line}; null if it is any other line. */
    public static @Nullable PlanProgress parse(String line) {
        Map<String, String> words = new HashMap<>();
        for (String word : line.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                words.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        Level improving = Level.of(words.getOrDefault("improving", ""));
        if (improving == null) {
            return null;
        }
        try {
            Map<Level, Double> values = new EnumMap<>(Level.class);
            for (Level level : Level.values()) {
                values.put(level, Double.valueOf(words.getOrDefault(level.word(), "")));
            }
            return new PlanProgress(
                    Double.parseDouble(words.getOrDefault("seconds", "")),
                    Integer.parseInt(words.getOrDefault("of", "")),
                    Integer.parseInt(words.getOrDefault("bound", "")),
                    words.get("school"),
                    improving,
                    values);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
