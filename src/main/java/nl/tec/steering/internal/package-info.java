/** The evidence behind the conditions, read from the modules below. */
@NullMarked
package nl.tec.steering.internal;

import org.jspecify.annotations.NullMarked;
