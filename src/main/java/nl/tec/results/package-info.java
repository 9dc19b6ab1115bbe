/**
 * The results: the KPIs with their targets, the figures opened down to the sessions behind them, and snapshots of what was
 * reported.
 * <p>Every KPI is measured per year ({@link nl.tec.results.Figures}) as soon as something behind it changes, so that a page never
 * counts. Reach is counted by {@link nl.tec.reach.Reach}. A new kind of KPI is a constant of {@link nl.tec.results.Measure} and a
 * case in {@link nl.tec.results.internal.Measurements}; the compiler points at the pages that need a case too.
 */
@NullMarked
package nl.tec.results;

import org.jspecify.annotations.NullMarked;
