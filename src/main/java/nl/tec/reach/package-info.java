/**
 * Reach (rules 2): the number of distinct pupils and of individual visitors who took part, derived from attendance. Only this module
 * contains the SQL of these rules; others use {@link nl.tec.reach.Reach}.
 * <p>Pupils are stored per cohort and school year ({@link nl.tec.reach.CohortReach}) and recomputed whenever attendance or class
 * numbers change; {@link nl.tec.reach.ReachChanged} notifies dependent modules.
 */
@NullMarked
package nl.tec.reach;

import org.jspecify.annotations.NullMarked;
