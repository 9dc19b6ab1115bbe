/** Calendars of partners as others publish them: fetched, and read with limits. */
@NullMarked
package nl.tec.submissions.internal.calendar;

import org.jspecify.annotations.NullMarked;
