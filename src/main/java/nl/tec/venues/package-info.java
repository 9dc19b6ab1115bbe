/**
 * Venues, rooms, equipment and buses, and {@code Reservations}: the only record of who or what is where, which refuses
 * conflicts (rules 3, "never in two places at the same time").
 */
@NullMarked
package nl.tec.venues;

import org.jspecify.annotations.NullMarked;
