package nl.tec.shared;

/**
 * Thrown when what was asked for does not exist, or is not of the one who asks: both are answered alike, by the page for 404 (rules 9).
 */
public final class NotFound extends RuntimeException {

    /** @param what for the log: {@code "session 12"}; no personal data */
    public NotFound(String what) {
        super(what);
    }
}
