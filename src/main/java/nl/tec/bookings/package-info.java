/**
 * Taking part: bookings of classes, sign-ups of visitors, the waiting list, the list of what is arranged for a visit,
 * and who really came (rules 3, 4 and 8).
 * <p>Places are given by the database in one statement, never in a listener.
 */
@NullMarked
package nl.tec.bookings;

import org.jspecify.annotations.NullMarked;
