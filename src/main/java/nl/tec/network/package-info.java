/**
 * Who is connected to the hub, and how: partners with their people, what they promise and what of it comes; what they
 * declared and signed; memberships and ambassadors (rules 6).
 * <p>What was signed is evidence: versions, signatures and documents are only ever added to, and the database sees to it.
 */
@NullMarked
package nl.tec.network;

import org.jspecify.annotations.NullMarked;
