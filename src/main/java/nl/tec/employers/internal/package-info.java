/** The implementation of the employers module. */
@NullMarked
package nl.tec.employers.internal;

import org.jspecify.annotations.NullMarked;
