package nl.tec.declarations;

/**
 * A detected alteration of a signed declaration.
 *
 * @param who the signatory concerned; empty if it concerns the declaration as a whole
 */
public record Alteration(What what, String who) {

    public enum What {
        /** The text of the version differs from the text that was signed. */
        TEXT,
        /** A signature differs from what was recorded at signing. */
        SIGNATURE,
        /** The sealed document lists other signatures than the database. */
        RECORD,
        /** The stored document is not the one that was sealed. */
        FILE,
        /** The stored document has a seal with a key that this hub never used. */
        SEAL
    }
}
