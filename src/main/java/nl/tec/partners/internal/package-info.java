/** The implementation of the partners module. */
@NullMarked
package nl.tec.partners.internal;

import org.jspecify.annotations.NullMarked;
