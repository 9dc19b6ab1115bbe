/** Fetching and reading the published calendars of partners, with limits. */
@NullMarked
package nl.tec.submissions.internal.calendar;

import org.jspecify.annotations.NullMarked;
