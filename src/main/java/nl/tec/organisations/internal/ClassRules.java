package nl.tec.organisations.internal;

import java.util.Map;
import nl.tec.organisations.ClassChanges;
import nl.tec.organisations.ClassNumbers;
import nl.tec.shared.Problems;
import nl.tec.shared.Sector;

/** Validates the numbers of a class. */
public final class ClassRules {

    /** The maximum length of the name of a class. */
    public static final int MAX_LABEL_LENGTH = 20;

    private static final int MAX_LEVEL_LENGTH = 40;

    private ClassRules() {}

    /** Returns the problems at {@code label}, {@code level}, {@code groep<n>}, or the form as a whole. */
    public static Problems check(Sector sector, ClassNumbers numbers) {
        Problems problems = new Problems();
        boolean leveled = sector == Sector.VO || sector == Sector.MBO;
        problems.addIf(numbers.label().isEmpty(), "label", "classes.problem.label")
                .addIf(
                        numbers.label().length() > MAX_LABEL_LENGTH,
                        "label",
                        "classes.problem.labelLong",
                        MAX_LABEL_LENGTH)
                .addIf(leveled && numbers.level().isEmpty(), "level", "classes.problem.level")
                .addIf(
                        numbers.level().length() > MAX_LEVEL_LENGTH,
                        "level",
                        "classes.problem.levelLong",
                        MAX_LEVEL_LENGTH);
        boolean wrong = false;
        for (Map.Entry<Integer, Integer> part : numbers.pupils().entrySet()) {
            int grade = part.getKey();
            boolean bad = grade < 1
                    || grade > sector.lastGrade()
                    || part.getValue() < 1
                    || part.getValue() > ClassChanges.MAX_PUPILS;
            problems.addIf(bad, "groep" + grade, "classes.problem.pupils", ClassChanges.MAX_PUPILS);
            wrong |= bad;
        }
        if (!wrong) {
            problems.addIf(numbers.pupils().isEmpty(), "", "classes.problem.nobody")
                    .addIf(
                            numbers.total() > ClassChanges.MAX_PUPILS,
                            "",
                            "classes.problem.total",
                            numbers.total(),
                            ClassChanges.MAX_PUPILS)
                    .addIf(leveled && numbers.pupils().size() > 1, "", "classes.problem.oneYear");
        }
        return problems;
    }
}
