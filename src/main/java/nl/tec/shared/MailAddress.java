package nl.tec.shared;

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

    /** The address in the form it is stored in: without spaces around it, in lower case. Empty when it can't be one. */
    public static Optional<String> parse(String typed) {
        String address = typed.strip().toLowerCase(Locale.ROOT);
        return address.length() <= 254 && SHAPE.matcher(address).matches() ? Optional.of(address) : Optional.empty();
    }
}
