/** How schools, classes and cohorts are kept. */
@NullMarked
package nl.tec.organisations.internal;

import org.jspecify.annotations.NullMarked;
