/**
 * The yearly plan (rules 5): what schools wish, what the hub could hold, and the plan that is made of both.
 * <p>The plan is computed by a process of its own, from a file to a file ({@link nl.tec.planning.PlanFiles}): native code must
 * not take the program along. {@code nl.tec.planning.solver} is that process; it uses neither Spring nor a database.
 */
@NullMarked
package nl.tec.planning;

import org.jspecify.annotations.NullMarked;
