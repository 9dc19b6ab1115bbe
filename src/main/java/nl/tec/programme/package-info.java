/**
 * The programme: activities, learning lines, curriculum goals, sessions in one calendar, and search.
 * <p>The module of bookings owns the free seats and waiting lists of sessions. It publishes the views
 * {@code bookings_session_availability_v} and {@code bookings_session_waiting_v} for the lists of this module.
 */
@NullMarked
package nl.tec.programme;

import org.jspecify.annotations.NullMarked;
