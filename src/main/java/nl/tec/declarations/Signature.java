package nl.tec.declarations;

import java.time.Instant;

/**
 * A signature as recorded.
 *
 * @param name as typed
 * @param identifiedBy how the hub identified the signatory
 */
public record Signature(String name, Instant at, IdentifiedBy identifiedBy) {

    /** The way in which the hub identified the signatory. */
    public enum IdentifiedBy {
        /** By a personal link, sent to a mail address. */
        LINK,
        /** By signing in. */
        ACCOUNT
    }
}
