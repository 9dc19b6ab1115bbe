/** The implementation of the library; no other module uses it. */
@NullMarked
package nl.tec.knowledge.internal;

import org.jspecify.annotations.NullMarked;
