/**
 * Bookings of classes, sign-ups of visitors, the waiting list, visit arrangements and attendance (rules 3, 4 and 8).
 *
 * <p>The API for pages and other modules:
 * <ul>
 *   <li>Queries: {@link nl.tec.bookings.Suggestions} (what fits a class, and when it is free), {@link nl.tec.bookings.Visits} and
 *       {@link nl.tec.bookings.BookingRules} (whether a class can go to a session), {@link nl.tec.bookings.Travel} (how far it is
 *       and how a class gets there), {@link nl.tec.bookings.BusSchedule} (which bus is free), {@link nl.tec.bookings.Alternatives}
 *       (where else there are seats).
 *   <li>Commands: {@link nl.tec.bookings.ClassBookings} (book, change, move, cancel), {@link nl.tec.bookings.BulkBookings} (book
 *       many in one transaction, with one mail to each school),
 *       {@link nl.tec.bookings.VisitArrangements}, {@link nl.tec.bookings.SignUps}, {@link nl.tec.bookings.Attendances}.
 * </ul>
 *
 * <p>The database allocates seats in one statement, never in a listener.
 */
@NullMarked
package nl.tec.bookings;

import org.jspecify.annotations.NullMarked;
