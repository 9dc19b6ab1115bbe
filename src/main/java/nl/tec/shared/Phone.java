package nl.tec.shared;

import java.util.regex.Pattern;

/** Validation of telephone numbers of any country, typed by users. */
public final class Phone {

    private static final Pattern SHAPE = Pattern.compile("\\+?[0-9 ().-]+");
    private static final int MAX_LENGTH = 30;
    private static final int MIN_DIGITS = 9;
    private static final int MAX_DIGITS = 15;

    private Phone() {}

    /** Whether it is a whole number, with its area code. Spaces, dots, hyphens and brackets may be in it, and a + before it. */
    public static boolean isPhone(String typed) {
        String number = typed.strip();
        long digits = number.chars().filter(each -> each >= '0' && each <= '9').count();
        return number.length() <= MAX_LENGTH
                && SHAPE.matcher(number).matches()
                && digits >= MIN_DIGITS
                && digits <= MAX_DIGITS;
    }
}
