/** The SQL of the budget and the bookings, and the reading of files with bookings. */
@NullMarked
package nl.tec.finance.internal;

import org.jspecify.annotations.NullMarked;
