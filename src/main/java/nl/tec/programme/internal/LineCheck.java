package nl.tec.programme.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nl.tec.programme.Activity;
import nl.tec.programme.CurriculumGoal;
import nl.tec.programme.LineFields;
import nl.tec.programme.LineStepFields;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Grade;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Component;

/** Validation of learning lines and their steps (rules 1.7), with the problems on the fields of the form. */
@Component
public class LineCheck {

    private static final int MAX_TITLE = 100;
    private static final int MAX_DESCRIPTION = 1000;
    private static final int MAX_AIM = 500;
    private static final int MAX_LESSON = 5000;
    private static final int MAX_ACTIVITIES = 12;

    private final ProgrammeQueries queries;

    LineCheck(ProgrammeQueries queries) {
        this.queries = queries;
    }

    public Problems line(LineFields fields) {
        Problems problems = new Problems();
        title(fields.title(), problems);
        problems.addIfLonger(fields.description(), MAX_DESCRIPTION, "beschrijving");
        return problems;
    }

    public Problems step(LineStepFields fields) {
        Problems problems = new Problems();
        title(fields.title(), problems);
        problems.addIfLonger(fields.aim(), MAX_AIM, "leren");
        problems.addIfLonger(fields.before(), MAX_LESSON, "vooraf");
        problems.addIfLonger(fields.after(), MAX_LESSON, "daarna");
        int last = fields.sector().lastGrade();
        boolean grades = 1 <= fields.from() && fields.from() <= fields.to() && fields.to() <= last;
        problems.addIf(!grades, "van", "lines.problem.grades", last);
        goals(fields, problems);
        activities(fields, grades, problems);
        return problems;
    }

    /** Requires a goal of both sets, as schools work with both, except for a set without goals in this hub. */
    private void goals(LineStepFields fields, Problems problems) {
        List<CurriculumGoal> ofSector = queries.goals().stream()
                .filter(goal -> goal.sector() == fields.sector())
                .toList();
        List<CurriculumGoal> chosen = ofSector.stream()
                .filter(goal -> fields.goals().contains(goal.code()))
                .toList();
        if (chosen.size() < fields.goals().stream().distinct().count()) {
            problems.add("kerndoelen", "lines.problem.goalsOfSector");
        } else if (isMissing(CurriculumGoal::of2006, ofSector, chosen)
                || isMissing(CurriculumGoal::ofNewSet, ofSector, chosen)) {
            problems.add("kerndoelen", "lines.problem.bothSets");
        }
    }

    private static boolean isMissing(
            Predicate<CurriculumGoal> set, List<CurriculumGoal> offered, List<CurriculumGoal> chosen) {
        return offered.stream().anyMatch(set) && chosen.stream().noneMatch(set);
    }

    /** Requires activities for classes, each for at least one of the grades. */
    private void activities(LineStepFields fields, boolean grades, Problems problems) {
        Map<Long, Activity> known = queries.all().stream()
                .filter(Activity::takesClasses)
                .collect(Collectors.toMap(Activity::id, Function.identity()));
        if (fields.activities().isEmpty()) {
            problems.add("activiteiten", "lines.problem.noActivity");
            return;
        }
        if (fields.activities().size() > MAX_ACTIVITIES) {
            problems.add("activiteiten", "lines.problem.manyActivities", MAX_ACTIVITIES);
            return;
        }
        for (long id : fields.activities()) {
            Activity activity = known.get(id);
            if (activity == null) {
                problems.add("activiteiten", "lines.problem.activity");
                return;
            }
            if (grades && !fits(activity, fields)) {
                problems.add(
                        "activiteiten",
                        "lines.problem.activityGrade",
                        activity.title().dutch());
                return;
            }
        }
    }

    private static boolean fits(Activity activity, LineStepFields fields) {
        for (int number = fields.from(); number <= fields.to(); number++) {
            if (activity.details().forWhom().fits(new Grade(fields.sector(), number))) {
                return true;
            }
        }
        return false;
    }

    private static void title(Bilingual title, Problems problems) {
        problems.addIf(title.dutch().isBlank(), "titel", "lines.problem.title");
        problems.addIfLonger(title, MAX_TITLE, "titel");
    }
}
