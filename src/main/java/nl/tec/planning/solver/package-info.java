/**
 * Computes plans. Runs as a process of its own, on files; uses neither Spring nor a database.
 * <p>{@link nl.tec.planning.solver.Model} states the rules, {@link nl.tec.planning.solver.Schedule} holds a plan that keeps to
 * them at any moment, and the searches change that plan.
 */
@NullMarked
package nl.tec.planning.solver;

import org.jspecify.annotations.NullMarked;
