/**
 * Steering: in which phase the project is, its milestones and decisions and what is late (requirement G1), and how far the
 * conditions for success are met, by what evidence, and what the board thinks of that (requirement G3).
 * <p>{@link nl.tec.steering.Timeline} reads, {@link nl.tec.steering.Steps} changes; the first promise of a day stays.
 * {@link nl.tec.steering.Judging} reminds the board of what it has not judged yet.
 * The evidence for a condition comes from {@link nl.tec.steering.Evidence}: one bean for each module that knows something.
 */
@NullMarked
package nl.tec.steering;

import org.jspecify.annotations.NullMarked;
