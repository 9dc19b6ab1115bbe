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
 * The plan of a school for science and technology in a school year: its own words, the lines it follows and how far its classes are.
 *
 * @param parts the groups of its classes, in order
 * @param goals the curriculum goals that exist, by code
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
     * @param version 0 when nobody wrote anything yet
     */
    public record Words(String text, int version, @Nullable LocalDate changedOn, String changedBy) {

        public static final Words NONE = new Words("", 0, null, "");
    }

    /** The steps of a line that are at this school. */
    public List<LearningLine.Step> steps(LearningLine line) {
        return parts.isEmpty()
                ? line.steps()
                : line.steps().stream()
                        .filter(step -> !step.isElsewhere(parts.get(0).part().grade()))
                        .toList();
    }

    /** The goals of a step that are of the set of 2006, or of the new one, as teachers say them: {@code 45, 46}. */
    public String goals(LearningLine.Step step, boolean newSet) {
        return step.goals().stream()
                .map(goals::get)
                .filter(goal -> goal != null && (newSet ? goal.ofNewSet() : goal.of2006()))
                .map(CurriculumGoal::number)
                .collect(Collectors.joining(", "));
    }

    /** Every goal that a step at this school works on, in the order of the sets. */
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
