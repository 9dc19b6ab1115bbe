package nl.tec.shared;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Mail addresses as people type them. */
public final class MailAddress {

    // what a browser's email field accepts, with a dot in the domain
    private static final Pattern SHAPE =
            Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
                    + "(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+");

    private MailAddress() {}

    /** With the domain as mail servers write it: {@code exämple.nl} is {@code xn--exmple-cua.nl}. */
    private static String ascii(String address) {
        int at = address.lastIndexOf('@');
        try {
            return at < 0 ? address : address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /** The address in the form it is stored in: without spaces around it, in lower case. Empty when it can't be one. */
    public static Optional<String> parse(String typed) {
        String address = ascii(typed.strip().toLowerCase(Locale.ROOT));
        return address.length() <= 254 && SHAPE.matcher(address).matches() ? Optional.of(address) : Optional.empty();
    }
}
