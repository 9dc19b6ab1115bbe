package nl.tec.hub;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import nl.tec.hub.internal.FirstRunCodeStore;
import org.springframework.stereotype.Service;

/**
 * The code that the first administrator of a new hub needs, printed at startup. It is stored in the database, so that it
 * is valid on every node and after a restart.
 */
@Service
public class FirstRunCode {

    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 8;

    private final FirstRunCodeStore store;
    private final Clock clock;

    FirstRunCode(FirstRunCodeStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Returns the code of this hub, creating it if necessary. */
    public String get() {
        return store.getOrAdd(generate(), clock.instant());
    }

    /** Whether this is the code. @param typed the code with or without dash, in any case */
    public boolean matches(String typed) {
        return store.isCode(normalize(typed));
    }

    /** Consumes the code in the caller's transaction; only one of two concurrent calls returns true. */
    public boolean use(String typed) {
        return store.delete(normalize(typed));
    }

    private static String generate() {
        SecureRandom random = new SecureRandom();
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(i == LENGTH / 2 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    private static String normalize(String typed) {
        String letters = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return letters.length() == LENGTH
                ? letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2)
                : letters;
    }
}
