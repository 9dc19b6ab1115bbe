package nl.tec.hub;

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

    private final FirstRunCodeStore store;
    private final Clock clock;

    FirstRunCode(FirstRunCodeStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Returns the code of this hub, creating it if necessary. */
    public String get() {
        return store.getOrAdd(ReadableCode.make(), clock.instant());
    }

    /** Whether this is the code. @param typed the code with or without dash, in any case */
    public boolean matches(String typed) {
        return store.isCode(normalize(typed));
    }

    /** Consumes the code in the caller's transaction; only one of two concurrent calls returns true. */
    public boolean use(String typed) {
        return store.delete(normalize(typed));
    }

    private static String normalize(String typed) {
        return ReadableCode.withDash(typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", ""));
    }
}
