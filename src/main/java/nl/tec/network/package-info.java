/**
 * Who is connected to the hub, and how: partners with their people, what they promise and what of it comes, memberships and
 * ambassadors (rules 6).
 */
@NullMarked
package nl.tec.network;

import org.jspecify.annotations.NullMarked;
