/**
 * The hub itself: its name, its municipalities, its clock and the defaults that docs/rules.md leaves to the hub
 * (hours to accept a seat offer, days until data are removed, ...), and its background jobs.
 * <p>Everything above may ask it; it knows only {@code shared}.
 */
@NullMarked
package nl.tec.hub;

import org.jspecify.annotations.NullMarked;
