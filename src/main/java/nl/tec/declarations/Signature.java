package nl.tec.declarations;

import java.time.Instant;

/**
 * A signature as recorded.
 *
 * @param name as typed
 * @param textSha256 the hash of the exact text that was shown, in lower-case hexadecimal
 * @param identifiedBy how the hub identified the signatory
 * @param recordSha256 the hash of everything about this signature, in lower-case hexadecimal
 */
public record Signature(
        String name, Instant at, IdentifiedBy identifiedBy, int version, String textSha256, String recordSha256) {

    /** The way in which the hub identified the signatory. */
    public enum IdentifiedBy {
        /** By a personal link, sent to a mail address. */
        LINK,
        /** By signing in. */
        ACCOUNT
    }
}
