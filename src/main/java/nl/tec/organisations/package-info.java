/**
 * Schools, boards, companies and other organisations; the classes and cohorts of schools with their head counts (rules 1);
 * school holidays; and the import of the public registers behind them.
 */
@NullMarked
package nl.tec.organisations;

import org.jspecify.annotations.NullMarked;
