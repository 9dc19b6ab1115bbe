package nl.tec.shared;

import org.jspecify.annotations.Nullable;

/** Rounding of measurements to one decimal: to the nearest, but never up to a target that was not reached. */
public final class Rounding {

    private static final double TINY = 1e-9;

    private Rounding() {}

    /** @param target null: none */
    public static double nearest(double value, @Nullable Double target) {
        double nearest = Math.floor(value * 10 + 0.5 + TINY) / 10;
        return target != null && value < target && nearest >= target ? down(value) : nearest;
    }

    /** Rounds down, for the lower end of a range. */
    public static double down(double value) {
        return Math.floor(value * 10 + TINY) / 10;
    }

    /** Rounds up, for the upper end of a range and the maximum of a figure. */
    public static double up(double value) {
        return Math.ceil(value * 10 - TINY) / 10;
    }
}
