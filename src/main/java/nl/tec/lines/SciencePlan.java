package nl.tec.lines;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.organisations.SchoolSite;
import nl.tec.programme.CurriculumGoal;
import nl.tec.programme.LearningLine;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a school for science and technology in a school year: its own text, its lines, and the progress of its classes.
 *
 * @param parts the groups of its classes, in order
 * @param goals all curriculum goals, by code
 */
public record SciencePlan(
        SchoolSite school,
        SchoolYear year,
        Words words,
        List<LearningLine> lines,
        List<PartProgress> parts,
        Map<String, CurriculumGoal> goals) {

    /**
     * The text that the school wrote itself.
     *
     * @param text Markdown
     * @param version 0: not written yet
     */
    public record Words(String text, int version, @Nullable LocalDate changedOn, String changedBy) {

        public static final Words NONE = new Words("", 0, null, "");
    }

    /** Returns the steps of a line that are for this school. */
    public List<LearningLine.Step> steps(LearningLine line) {
        return parts.isEmpty()
                ? line.steps()
                : line.steps().stream()
                        .filter(step -> !step.isElsewhere(parts.get(0).part().grade()))
                        .toList();
    }

    /** Returns the goals of a step in the set of 2006, or in the new one, in the notation of teachers: {@code 45, 46}. */
    public String goals(LearningLine.Step step, boolean newSet) {
        return step.goals().stream()
                .map(goals::get)
                .filter(goal -> goal != null && (newSet ? goal.ofNewSet() : goal.of2006()))
                .map(CurriculumGoal::number)
                .collect(Collectors.joining(", "));
    }

    /** Returns the goals of all steps for this school, in the order of the sets. */
    public List<CurriculumGoal> covered() {
        List<String> order = List.copyOf(goals.keySet());
        return lines.stream()
                .flatMap(line -> steps(line).stream())
                .flatMap(step -> step.goals().stream())
                .distinct()
                .sorted(Comparator.comparingInt(order::indexOf))
                .map(goals::get)
                .toList();
    }
}
