package nl.tec.shared;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parsing of mail addresses typed by users. */
public final class MailAddress {

    // the pattern of a browser's email field, plus a required dot in the domain
    private static final Pattern SHAPE =
            Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
                    + "(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+");

    private MailAddress() {}

    /** Converts the domain to ASCII (IDNA): {@code exämple.nl} becomes {@code xn--exmple-cua.nl}. */
    private static String ascii(String address) {
        int at = address.lastIndexOf('@');
        try {
            return at < 0 ? address : address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /** Returns the address in its stored form: trimmed and in lower case. Empty if it is invalid. */
    public static Optional<String> parse(String typed) {
        String address = ascii(typed.strip().toLowerCase(Locale.ROOT));
        return address.length() <= 254 && SHAPE.matcher(address).matches() ? Optional.of(address) : Optional.empty();
    }
}
