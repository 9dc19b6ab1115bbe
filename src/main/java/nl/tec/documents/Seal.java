package nl.tec.documents;

import java.time.Instant;

/**
 * A seal that was found on a PDF.
 *
 * @param certificate the SHA-256 of its certificate, in lower case hexadecimal; the caller has to know whose it is
 * @param reason the reason for sealing; covered by the seal
 * @param at the time of sealing, by the clock of the sealer
 * @param intact whether the bytes it covers are those that were sealed, and it covers all of the file
 */
public record Seal(String certificate, String reason, Instant at, boolean intact) {}
