/** Not for other modules. */
@NullMarked
package nl.tec.reach.internal;

import org.jspecify.annotations.NullMarked;
