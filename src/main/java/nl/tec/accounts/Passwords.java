package nl.tec.accounts;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a password has to be. Long is what counts; no rules about digits and signs. */
public final class Passwords {

    public static final int MIN_LENGTH = 10;
    /** bcrypt reads no further. */
    private static final int MAX_BYTES = 72;

    private Passwords() {}

    /**
     * What is wrong with a new password: a message key.
     *
     * @param email of the account: a password that contains its name is too easy
     */
    public static Optional<String> problem(String password, String email) {
        if (password.length() < MIN_LENGTH) {
            return Optional.of("accounts.password.short");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("accounts.password.long");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        int at = email.indexOf('@');
        String name = at > 0 ? email.substring(0, at).toLowerCase(Locale.ROOT) : email.toLowerCase(Locale.ROOT);
        boolean easy = lower.chars().distinct().count() < 5
                || name.length() > 3 && lower.contains(name)
                || lower.matches("(wachtwoord|password|welkom|welcome|qwerty|technicampus|123456).{0,6}|1234567890");
        return easy ? Optional.of("accounts.password.easy") : Optional.empty();
    }
}
