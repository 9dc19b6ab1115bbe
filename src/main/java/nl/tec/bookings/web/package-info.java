/** The pages for bookings and visits of schools, sign-ups of visitors, the day itself, and their management. */
@NullMarked
package nl.tec.bookings.web;

import org.jspecify.annotations.NullMarked;
