package nl.tec.operations;

import java.util.Locale;

/** Human-readable numbers of bytes. */
public final class Sizes {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private Sizes() {}

    /** Formats a number of bytes in Dutch: {@code 3,2 MB}. */
    public static String inWords(long bytes) {
        double value = bytes / 1000.0;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.forLanguageTag("nl"), "%.1f %s", value, UNITS[unit]);
    }
}
