/** The implementation of bookings: how seats are given, waiting lists kept and visits arranged. */
@NullMarked
package nl.tec.bookings.internal;

import org.jspecify.annotations.NullMarked;
