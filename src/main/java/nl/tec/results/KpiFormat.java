package nl.tec.results;

import java.util.Locale;
import nl.tec.shared.Numbers;
import nl.tec.shared.Rounding;
import org.jspecify.annotations.Nullable;

/** Formats values and targets of KPIs. A value is never rounded up to its target: with a target of 80, 79,97% becomes 79,9%. */
public record KpiFormat(Locale language) {

    /** Returns {@code 70,9%} or {@code 188}: rounded to the nearest decimal, but never up to a target that is not reached. */
    public String value(Measure measure, double value, @Nullable Double target) {
        return measure.unit() == Measure.Unit.COUNT
                ? number(nearest(value, target))
                : rounded(measure, value, Rounding.nearest(value, target));
    }

    private static double nearest(double number, @Nullable Double target) {
        double nearest = Math.rint(number);
        return target != null && number < target && nearest >= target ? Math.floor(number) : nearest;
    }

    /** Returns the lower end of a range, rounded down. */
    public String atLeast(Measure measure, double value) {
        return measure.unit() == Measure.Unit.COUNT
                ? number(Math.floor(value))
                : rounded(measure, value, Rounding.down(value));
    }

    /** Returns the upper end of a range, rounded up. */
    public String atMost(Measure measure, double value) {
        return measure.unit() == Measure.Unit.COUNT
                ? number(Math.ceil(value))
                : rounded(measure, value, Rounding.up(value));
    }

    /** Shows a decimal if the value was rounded: {@code 28,0%} is not exactly {@code 28%}. */
    private String rounded(Measure measure, double exact, double rounded) {
        double positive = Math.abs(rounded);
        String number = exact == Math.rint(exact)
                ? Numbers.whole(Math.round(positive), language)
                : Numbers.tenths(positive, language);
        return sign(measure, rounded) + number + (measure.unit() == Measure.Unit.SCORE ? "" : "%");
    }

    private static String sign(Measure measure, double value) {
        return measure.unit() != Measure.Unit.CHANGE || value == 0 ? "" : value > 0 ? "+" : "−";
    }

    /** Returns a target, such as {@code 80%}, {@code +3%} or {@code 200}. */
    public String target(Measure measure, double target) {
        return sign(measure, target)
                + written(measure, measure.unit() == Measure.Unit.CHANGE ? Math.abs(target) : target);
    }

    /** Returns a part of at least one pupil or school as a percentage, 100% at most. */
    public String share(long part, long whole) {
        return value(Measure.REACH, Math.min(100, 100.0 * part / whole), 100.0);
    }

    /** Returns a value without a plus sign. */
    public String written(Measure measure, double value) {
        return switch (measure.unit()) {
            case PERCENT, CHANGE -> number(value) + "%";
            case COUNT -> number(Math.rint(value));
            case SCORE -> number(value);
        };
    }

    /** Returns a number with one decimal, unless it is whole. */
    public String number(double value) {
        return Numbers.brief(value, language);
    }
}
