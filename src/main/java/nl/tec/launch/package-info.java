/**
 * The entry point: the command line ({@code tec run}, {@code tec import}, ...) and the built-in PostgreSQL for a hub
 * without an external database.
 */
@NullMarked
package nl.tec.launch;

import org.jspecify.annotations.NullMarked;
