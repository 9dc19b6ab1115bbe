package nl.tec.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers as people write them, thousands apart: {@code 12.345,6}, in English {@code 12,345.6}. {@link String#format} looks up how a
 * language writes them every time, which was four tenths of the work of a page with all KPIs.
 */
public final class Numbers {

    private Numbers() {}

    public static String whole(long number, Locale language) {
        return apart(Long.toString(number), language);
    }

    /** Returns a number with one decimal, rounded half up. */
    public static String tenths(double number, Locale language) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        String exact =
                BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_UP).toPlainString();
        int point = exact.length() - 2;
        return apart(exact.substring(0, point), language) + (english(language) ? '.' : ',') + exact.charAt(point + 1);
    }

    /** Returns a number with one decimal, unless it is whole. */
    public static String brief(double number, Locale language) {
        return number == Math.rint(number) ? whole((long) number, language) : tenths(number, language);
    }

    private static String apart(String digits, Locale language) {
        int first = digits.startsWith("-") ? 1 : 0;
        if (digits.length() - first <= 3) {
            return digits;
        }
        StringBuilder text = new StringBuilder(digits);
        for (int at = digits.length() - 3; at > first; at -= 3) {
            text.insert(at, english(language) ? ',' : '.');
        }
        return text.toString();
    }

    private static boolean english(Locale language) {
        return language.getLanguage().equals("en");
    }
}
