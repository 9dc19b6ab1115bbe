/**
 * Declarations: texts and their versions, signatories and mandates, signing, sealing, publication and checking (rules 6).
 * <p>Signed declarations are evidence: versions, signatures and documents are append-only, which the database enforces.
 */
@NullMarked
package nl.tec.declarations;

import org.jspecify.annotations.NullMarked;
