/**
 * Steering: the current phase of the project, its milestones and decisions and the late ones (requirement G1), and how far the
 * conditions for success are met, by what evidence, and the judgement of the board (requirement G3).
 * <p>{@link nl.tec.steering.Timeline} reads, {@link nl.tec.steering.Steps} changes; the first promise of a day is kept.
 * {@link nl.tec.steering.Judging} reminds the board of overdue judgements.
 * The evidence for a condition comes from {@link nl.tec.steering.Evidence}: one bean for each module with facts.
 */
@NullMarked
package nl.tec.steering;

import org.jspecify.annotations.NullMarked;
