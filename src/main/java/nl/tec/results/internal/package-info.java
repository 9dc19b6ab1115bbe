/** How it is done; nothing outside this module uses it. */
@NullMarked
package nl.tec.results.internal;

import org.jspecify.annotations.NullMarked;
