package nl.tec.accounts;

import java.time.Duration;

/** A rate limit was exceeded; the response (429) says how long to wait. */
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
