/**
 * The programme: activities, learning lines, curriculum goals, sessions in one calendar, and search.
 * <p>How many places a session still has, and how many wait, is the business of {@code participation}, which publishes the
 * views {@code bookings_session_availability_v} and {@code bookings_session_waiting_v} for this module's lists.
 */
@NullMarked
package nl.tec.programme;

import org.jspecify.annotations.NullMarked;
