/**
 * Messages that the programme manager writes to those who take part in sessions: schools, participants and guides (rules 3.8). Each
 * goes out after a while in which it can be withdrawn, and is in the history of the bookings it is about.
 */
@NullMarked
package nl.tec.announcements;

import org.jspecify.annotations.NullMarked;
