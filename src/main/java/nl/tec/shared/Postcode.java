package nl.tec.shared;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parsing of Dutch postcodes typed by users or written in files. */
public final class Postcode {

    private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{3}[A-Z]{2}");

    private Postcode() {}

    /** Returns the postcode in its stored form, {@code 7411 HR}, whatever its case and spaces. Empty if it is invalid. */
    public static Optional<String> parse(String typed) {
        String plain = typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        return SHAPE.matcher(plain).matches()
                ? Optional.of(digits(plain) + " " + plain.substring(4))
                : Optional.empty();
    }

    /** Returns the four digits of a postcode, which are its postcode area. */
    public static String digits(String postcode) {
        return postcode.substring(0, 4);
    }
}
