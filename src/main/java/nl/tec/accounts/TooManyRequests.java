package nl.tec.accounts;

import java.time.Duration;

/** Somebody has to wait before trying again; answered by a page (429) that says how long. */
public final class TooManyRequests extends RuntimeException {

    private final Duration wait;

    public TooManyRequests(Duration wait) {
        super("too many requests");
        this.wait = wait;
    }

    public Duration retryAfter() {
        return wait;
    }
}
