package nl.tec.lines;

import java.util.Arrays;
import java.util.List;
import nl.tec.lines.StepProgress.State;
import nl.tec.programme.LearningLine;

/** The progress of pupils with one learning line; the steps are in order. */
public record LineProgress(LearningLine line, List<StepProgress> steps) {

    public List<StepProgress> in(State... states) {
        return steps.stream()
                .filter(step -> Arrays.asList(states).contains(step.state()))
                .toList();
    }

    /** Returns the next steps of the pupils: the open steps of their group, or else the first one of a higher group. */
    public List<StepProgress> next() {
        List<StepProgress> now = in(State.NOW);
        return now.isEmpty() ? in(State.LATER).stream().limit(1).toList() : now;
    }

    /** Counts the steps at this kind of school up to the pupils' group: those that they could have done by now. */
    public int due() {
        return in(State.DONE, State.NOW, State.MISSED).size();
    }
}
