package nl.tec.planning.internal;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Signals that a plan cannot be published; rolls back the transaction. */
final class PublicationRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final @Nullable String about;

    /**
     * @param key the key of the message
     * @param about the class or the time that is in the way, if it is one
     */
    PublicationRefused(String key, @Nullable String about) {
        super(key);
        this.about = about;
    }

    @Nullable String about() {
        return about;
    }
}
