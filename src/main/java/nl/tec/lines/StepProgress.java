package nl.tec.lines;

import java.util.List;
import nl.tec.programme.LearningLine;

/**
 * The progress of pupils with one step.
 *
 * @param partly whether some of the pupils did it, and others did not or may not have
 * @param done what shows that pupils did it, the latest first
 */
public record StepProgress(LearningLine.Step step, StepProgress.State state, boolean partly, List<Done> done) {

    /** The state of a step for pupils of a group. */
    public enum State {
        /** All of them did it. */
        DONE,
        /** It is for the group they are in now. */
        NOW,
        /** It was for a group they are past, and not all of them did it. */
        MISSED,
        /** It is for a higher group. */
        LATER,
        /** It is for another kind of school: the one before or the one after. */
        ELSEWHERE
    }
}
