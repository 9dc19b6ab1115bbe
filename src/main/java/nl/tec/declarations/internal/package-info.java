/** The implementation of the declarations module. */
@NullMarked
package nl.tec.declarations.internal;

import org.jspecify.annotations.NullMarked;
