/**
 * Who is connected to the hub, and how: memberships and ambassadors (rules 6).
 */
@NullMarked
package nl.tec.network;

import org.jspecify.annotations.NullMarked;
