package nl.tec.declarations;

/**
 * Something of a signed declaration that is not what it was.
 *
 * @param who the signatory it is about; empty when it is about the declaration as a whole
 */
public record Alteration(What what, String who) {

    public enum What {
        /** The text of the version is not the one that was signed. */
        TEXT,
        /** Something of a signature is not what was recorded then. */
        SIGNATURE,
        /** The sealed document lists other signatures than the database. */
        RECORD,
        /** The stored document is not the one that was sealed. */
        FILE,
        /** The stored document bears a seal with a key that this hub never sealed with. */
        SEAL
    }
}
