/**
 * The results: the KPIs with their targets, the figures broken down into the sessions behind them, and snapshots of reported
 * figures.
 * <p>Every KPI is measured per year ({@link nl.tec.results.Figures}) as soon as its inputs change, so that pages show stored
 * figures. Reach is counted by {@link nl.tec.reach.Reach}. A new kind of KPI is a constant of {@link nl.tec.results.Measure} and a
 * case in {@link nl.tec.results.internal.Measurements}; the compiler reports the pages that need a case too.
 */
@NullMarked
package nl.tec.results;

import org.jspecify.annotations.NullMarked;
