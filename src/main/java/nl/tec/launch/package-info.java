/**
 * The front door: the command line ({@code tec run}, {@code tec import}, ...) and the embedded PostgreSQL that a hub runs
 * on when it is given no other.
 */
@NullMarked
package nl.tec.launch;

import org.jspecify.annotations.NullMarked;
