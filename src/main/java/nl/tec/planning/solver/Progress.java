package nl.tec.planning.solver;

import java.util.Locale;
import java.util.Map;
import nl.tec.planning.Level;
import org.jspecify.annotations.Nullable;

/**
 * How far the solver is.
 *
 * @param bound of wishes, at most so many can be met
 * @param worstSchool the school of which the smallest share of its wishes is met; null if all are met
 * @param improving the level that is being improved
 * @param values of the best plan so far, level by level
 */
public record Progress(
        double seconds,
        int wishes,
        int bound,
        @Nullable String worstSchool,
        Level improving,
        Map<Level, Double> values) {

    /** One line, of words {@code name=value} that a program reads as well as somebody who waits. */
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
}
