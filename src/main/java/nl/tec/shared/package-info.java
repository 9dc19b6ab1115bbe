/**
 * Value types with no home of their own: school year, group, audience, head count, money, time.
 * <p>No Spring, no SQL, no state. Everything above may use it; it uses nothing.
 */
@NullMarked
package nl.tec.shared;

import org.jspecify.annotations.NullMarked;
