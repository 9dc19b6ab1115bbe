/**
 * Reach (rules 2): how many distinct pupils took part, and how many people came by themselves, from attendance. The SQL of these
 * rules is in this module only; others ask {@link nl.tec.reach.Reach}.
 * <p>Pupils are kept per cohort and school year ({@link nl.tec.reach.CohortReach}), counted again whenever attendance or class
 * numbers change; {@link nl.tec.reach.ReachChanged} tells those above.
 */
@NullMarked
package nl.tec.reach;

import org.jspecify.annotations.NullMarked;
