package nl.tec.shared;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validation of web addresses that are shown as links. */
public final class WebAddress {

    private static final Pattern SHAPE = Pattern.compile(
            "https?://(?<host>[\\p{L}0-9](?:[\\p{L}0-9.-]*[\\p{L}0-9])?)" + "(?::[0-9]{1,5})?(?:[/?#][^\\s<>\"]*)?");

    private WebAddress() {}

    /** Whether it is a whole web address, with http or https, of at most {@code max} characters. */
    public static boolean isWebAddress(String typed, int max) {
        return typed.length() <= max && SHAPE.matcher(typed).matches();
    }

    /** Returns the host of a web address, to show where a link leads; the text itself if it is not a web address. */
    public static String host(String address) {
        Matcher parts = SHAPE.matcher(address);
        return parts.matches() ? parts.group("host") : address;
    }
}
