/** The implementation of the operations module; nothing outside this module uses it. */
@NullMarked
package nl.tec.operations.internal;

import org.jspecify.annotations.NullMarked;
