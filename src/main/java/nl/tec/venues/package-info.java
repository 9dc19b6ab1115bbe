/**
 * Places, rooms, equipment and buses, and {@code Reservations}: the one place that says who or what is where, and refuses
 * conflicts (rules 3, "never in two places at the same time").
 */
@NullMarked
package nl.tec.venues;

import org.jspecify.annotations.NullMarked;
