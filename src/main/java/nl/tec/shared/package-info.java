/**
 * Shared value types: school year, group, audience, money, time, form input.
 * <p>No Spring, no SQL, no state. All modules may use it; it depends on none.
 */
@NullMarked
package nl.tec.shared;

import org.jspecify.annotations.NullMarked;
