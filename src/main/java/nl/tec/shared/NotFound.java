package nl.tec.shared;

/**
 * Thrown if a record does not exist, or the actor has no access to it: both give the same 404 page, to disclose nothing (rules 9).
 */
public final class NotFound extends RuntimeException {

    /** @param what for the log: {@code "session 12"}; no personal data */
    public NotFound(String what) {
        super(what);
    }
}
