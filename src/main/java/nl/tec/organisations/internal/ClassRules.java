package nl.tec.organisations.internal;

import java.util.Map;
import nl.tec.organisations.ClassChanges;
import nl.tec.organisations.ClassNumbers;
import nl.tec.shared.Problems;
import nl.tec.shared.Sector;

/** What a class must be like, whoever fills it in. */
final class ClassRules {

    /** Characters of the name of a class. */
    static final int LONGEST_LABEL = 20;

    private static final int LONGEST_LEVEL = 40;

    private ClassRules() {}

    /** The number of groups of PO, years of study of VO and MBO. */
    static int grades(Sector sector) {
        return switch (sector) {
            case PO, SO -> 8;
            case VO -> 6;
            case MBO -> 4;
        };
    }

    /** Problems at {@code label}, {@code level}, {@code groep<n>}, or the form as a whole. */
    static Problems check(Sector sector, ClassNumbers numbers) {
        Problems problems = new Problems();
        boolean leveled = sector == Sector.VO || sector == Sector.MBO;
        problems.addIf(numbers.label().isEmpty(), "label", "classes.problem.label")
                .addIf(numbers.label().length() > LONGEST_LABEL, "label", "classes.problem.labelLong", LONGEST_LABEL)
                .addIf(leveled && numbers.level().isEmpty(), "level", "classes.problem.level")
                .addIf(numbers.level().length() > LONGEST_LEVEL, "level", "classes.problem.levelLong", LONGEST_LEVEL);
        boolean wrong = false;
        for (Map.Entry<Integer, Integer> part : numbers.pupils().entrySet()) {
            int grade = part.getKey();
            boolean bad = grade < 1
                    || grade > grades(sector)
                    || part.getValue() < 1
                    || part.getValue() > ClassChanges.MOST_PUPILS;
            problems.addIf(bad, "groep" + grade, "classes.problem.pupils", ClassChanges.MOST_PUPILS);
            wrong |= bad;
        }
        if (!wrong) {
            problems.addIf(numbers.pupils().isEmpty(), "", "classes.problem.nobody")
                    .addIf(
                            numbers.total() > ClassChanges.MOST_PUPILS,
                            "",
                            "classes.problem.total",
                            numbers.total(),
                            ClassChanges.MOST_PUPILS)
                    .addIf(leveled && numbers.pupils().size() > 1, "", "classes.problem.oneYear");
        }
        return problems;
    }
}
