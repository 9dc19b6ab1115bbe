/**
 * What came of it: the KPIs with their targets, reach counted from attendance (rules 2), the figures opened down to the
 * sessions behind them, and snapshots of what was reported.
 * <p>Reach is counted per cohort ({@link nl.tec.results.Reach}) as soon as attendance or class numbers change; from it, and
 * from who came in the own time, every KPI is measured per year ({@link nl.tec.results.Figures}), so that a page never
 * counts. What is read of other modules are the views at the top of this module's migration.
 */
@NullMarked
package nl.tec.results;

import org.jspecify.annotations.NullMarked;
