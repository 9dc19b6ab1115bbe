/** The implementation of the results module; nothing outside this module uses it. */
@NullMarked
package nl.tec.results.internal;

import org.jspecify.annotations.NullMarked;
