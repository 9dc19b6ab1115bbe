/** The storage of schools, classes and cohorts, and its rules. */
@NullMarked
package nl.tec.organisations.internal;

import org.jspecify.annotations.NullMarked;
