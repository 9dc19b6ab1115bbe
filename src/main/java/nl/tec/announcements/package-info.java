/**
 * Messages from the programme manager to schools, participants and guides (rules 3.8). Each is sent after a period in which it can be
 * withdrawn, and is recorded in the history of the bookings concerned.
 */
@NullMarked
package nl.tec.announcements;

import org.jspecify.annotations.NullMarked;
