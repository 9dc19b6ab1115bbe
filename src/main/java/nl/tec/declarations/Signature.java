package nl.tec.declarations;

import java.time.Instant;

/**
 * A signature as it was set.
 *
 * @param name as typed
 * @param textSha256 of exactly the text that was shown, in lower case hexadecimal
 * @param identifiedBy how the hub knew who it was
 * @param recordSha256 of everything about this signature, in lower case hexadecimal
 */
public record Signature(
        String name, Instant at, IdentifiedBy identifiedBy, int version, String textSha256, String recordSha256) {

    /** The way in which the hub knew who it was. */
    public enum IdentifiedBy {
        /** By a personal link, sent to a mail address. */
        LINK,
        /** By signing in. */
        ACCOUNT
    }
}
