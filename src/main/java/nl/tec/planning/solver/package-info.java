/**
 * The solver of plans. It runs in a process of its own, on files, and uses neither Spring nor a database.
 * <p>{@link nl.tec.planning.solver.Model} states the rules, {@link nl.tec.planning.solver.Schedule} holds a plan that satisfies them at
 * any moment, and the searches change that plan.
 */
@NullMarked
package nl.tec.planning.solver;

import org.jspecify.annotations.NullMarked;
