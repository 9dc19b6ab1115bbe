package nl.tec.hub;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import nl.tec.hub.internal.FirstRunCodeStore;
import org.springframework.stereotype.Service;

/**
 * The code that the first administrator of a new hub needs, printed where the program starts. It is in the database, so that it
 * holds on every node and after a restart.
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

    /** The code of this hub; makes one when there is none yet. */
    public String get() {
        return store.getOrAdd(generate(), clock.instant());
    }

    /** @param typed with or without dash, in any case */
    public boolean matches(String typed) {
        return store.isCode(normalize(typed));
    }

    /** Uses up the code, in the caller's transaction: of two at once one gets true. */
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
