/** The implementation of bookings: seat allocation, waiting lists and visit arrangements. */
@NullMarked
package nl.tec.bookings.internal;

import org.jspecify.annotations.NullMarked;
