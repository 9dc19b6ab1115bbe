package nl.tec.organisations.web;

import java.util.Map;
import java.util.TreeMap;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.shared.Problems;

/**
 * A class as it is filled in.
 *
 * @param pupils what was typed per group; groups that were left empty are not in it
 */
public record ClassForm(String label, String level, Map<Integer, String> pupils) {

    static ClassForm empty() {
        return new ClassForm("", "", Map.of());
    }

    static ClassForm of(SchoolClass k) {
        Map<Integer, String> pupils = new TreeMap<>();
        for (ClassPart part : k.parts()) {
            pupils.put(part.grade().number(), String.valueOf(part.headCount()));
        }
        return new ClassForm(k.label(), k.level(), pupils);
    }

    /** @param prefix of its fields: empty, or {@code 3.} where there are several on a page */
    static ClassForm read(Map<String, String> fields, String prefix) {
        Map<Integer, String> pupils = new TreeMap<>();
        for (int grade = 1; grade <= 8; grade++) {
            String typed = fields.getOrDefault(prefix + "groep" + grade, "").strip();
            if (!typed.isEmpty()) {
                pupils.put(grade, typed);
            }
        }
        return new ClassForm(
                fields.getOrDefault(prefix + "label", "").strip(),
                fields.getOrDefault(prefix + "level", "").strip(),
                pupils);
    }

    /** What was typed for a group. */
    public String typed(int grade) {
        return pupils.getOrDefault(grade, "");
    }

    /** As numbers; what is no number is a problem at its field. A 0 is nobody. */
    ClassNumbers numbers(Problems problems, String prefix) {
        TreeMap<Integer, Integer> numbers = new TreeMap<>();
        pupils.forEach((grade, typed) -> {
            if (typed.matches("[0-9]{1,4}")) {
                if (Integer.parseInt(typed) > 0) {
                    numbers.put(grade, Integer.parseInt(typed));
                }
            } else {
                problems.add(prefix + "groep" + grade, "classes.problem.number", typed);
            }
        });
        return new ClassNumbers(label, level, numbers);
    }
}
