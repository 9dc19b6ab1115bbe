/**
 * Schools, boards, companies and other organisations; classes and cohorts with their head counts (rules 1); school holidays; and the
 * import of the underlying public registers.
 */
@NullMarked
package nl.tec.organisations;

import org.jspecify.annotations.NullMarked;
