/**
 * Declarations: texts and their versions, signatories and mandates, signing, sealing, publication and checking (rules 6).
 * <p>What was signed is evidence: versions, signatures and documents are only ever added, and the database guards that.
 */
@NullMarked
package nl.tec.declarations;

import org.jspecify.annotations.NullMarked;
