/**
 * What there is to do: activities, learning lines, curriculum goals, sessions in one calendar, and search.
 * <p>How many places a session still has is the business of {@code participation}, which publishes the view
 * {@code session_availability} for this module's lists.
 */
@NullMarked
package nl.tec.programme;

import org.jspecify.annotations.NullMarked;
