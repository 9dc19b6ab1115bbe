package nl.tec.results;

import java.util.Locale;
import nl.tec.shared.Rounding;
import org.jspecify.annotations.Nullable;

/** Values and targets of KPIs as people write them. A measured value is never rounded onto its target: of 80, 79,97% is 79,9%. */
public record KpiFormat(Locale language) {

    /** {@code 70,9%}, {@code 188}: to the nearest decimal, but never as reached when it is not. */
    public String value(Measure measure, double value, @Nullable Double target) {
        return measure.unit() == Measure.Unit.COUNT
                ? number(nearest(value, target))
                : rounded(measure, value, Rounding.nearest(value, target));
    }

    private static double nearest(double number, @Nullable Double target) {
        double nearest = Math.rint(number);
        return target != null && number < target && nearest >= target ? Math.floor(number) : nearest;
    }

    /** The lower end of a range. */
    public String atLeast(Measure measure, double value) {
        return measure.unit() == Measure.Unit.COUNT
                ? number(Math.floor(value))
                : rounded(measure, value, Rounding.down(value));
    }

    /** The upper end of a range, or the most a figure can be. */
    public String atMost(Measure measure, double value) {
        return measure.unit() == Measure.Unit.COUNT
                ? number(Math.ceil(value))
                : rounded(measure, value, Rounding.up(value));
    }

    /** With the decimal of what was rounded: {@code 28,0%} is not exactly {@code 28%}. */
    private String rounded(Measure measure, double exact, double rounded) {
        String number = String.format(language, exact == Math.rint(exact) ? "%,.0f" : "%,.1f", Math.abs(rounded));
        return sign(measure, rounded) + number + (measure.unit() == Measure.Unit.SCORE ? "" : "%");
    }

    private static String sign(Measure measure, double value) {
        return measure.unit() != Measure.Unit.CHANGE || value == 0 ? "" : value > 0 ? "+" : "−";
    }

    /** A target as it was agreed: {@code 80%}, {@code +3%}, {@code 200}. */
    public String target(Measure measure, double target) {
        return sign(measure, target)
                + written(measure, measure.unit() == Measure.Unit.CHANGE ? Math.abs(target) : target);
    }

    /** Without a sign. */
    public String written(Measure measure, double value) {
        return switch (measure.unit()) {
            case PERCENT, CHANGE -> number(value) + "%";
            case COUNT -> number(Math.rint(value));
            case SCORE -> number(value);
        };
    }

    /** With one decimal where it has one. */
    public String number(double value) {
        return value == Math.rint(value)
                ? String.format(language, "%,d", (long) value)
                : String.format(language, "%,.1f", value);
    }
}
