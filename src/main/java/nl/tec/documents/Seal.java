package nl.tec.documents;

import java.time.Instant;

/**
 * A seal that was found on a PDF.
 *
 * @param certificate the SHA-256 of the certificate it was made with, in lower case hexadecimal; whose it is, is for the
 *     asker to know
 * @param reason why it was sealed; part of what is sealed
 * @param at when it was made, by the clock of who made it
 * @param intact whether the bytes it covers are those that were sealed, and it covers all of the file
 */
public record Seal(String certificate, String reason, Instant at, boolean intact) {}
