/**
 * What came of it: the KPIs with their targets, reach counted from attendance (rules 2), the figures opened down to the
 * sessions behind them, and snapshots of what was reported.
 */
@NullMarked
package nl.tec.results;

import org.jspecify.annotations.NullMarked;
