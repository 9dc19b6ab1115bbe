package nl.tec.lines;

import java.util.List;
import nl.tec.programme.LearningLine;

/**
 * The progress of pupils with one step.
 *
 * @param partly whether some of the pupils did it, but not, or not certainly, all of them
 * @param done the occasions, the latest first
 */
public record StepProgress(LearningLine.Step step, StepProgress.State state, boolean partly, List<Done> done) {

    /** The state of a step for pupils of a group. */
    public enum State {
        /** All of them did it. */
        DONE,
        /** It is for their current group. */
        NOW,
        /** It was for an earlier group, and not all of them did it. */
        MISSED,
        /** It is for a higher group. */
        LATER,
        /** It is for another kind of school, before or after this one. */
        ELSEWHERE
    }
}
