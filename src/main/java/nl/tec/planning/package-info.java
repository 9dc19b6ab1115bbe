/**
 * The yearly plan (rules 5): the wishes of schools, the supply of the hub, and the plan that matches the two.
 * <p>A separate process computes the plan and exchanges files with the program ({@link nl.tec.planning.PlanFiles}), so that a crash of
 * native code cannot take the program down. {@code nl.tec.planning.solver} is that process; it uses neither Spring nor a database.
 */
@NullMarked
package nl.tec.planning;

import org.jspecify.annotations.NullMarked;
