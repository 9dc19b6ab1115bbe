/** The implementation of lines; no other module uses it. */
@NullMarked
package nl.tec.lines.internal;

import org.jspecify.annotations.NullMarked;
