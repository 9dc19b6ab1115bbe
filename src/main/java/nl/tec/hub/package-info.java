/**
 * The hub itself: its name, its municipalities, its clock, the settings that docs/rules.md leaves to the hub
 * (hours to accept a seat offer, days until data are removed, ...), and its background jobs.
 * <p>All higher modules may use it; it depends only on {@code shared}.
 */
@NullMarked
package nl.tec.hub;

import org.jspecify.annotations.NullMarked;
