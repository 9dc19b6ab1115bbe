package nl.tec.organisations.web;

import java.util.Map;
import java.util.TreeMap;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.shared.FormData;

/** The fields of a class in a form: its name, its level, and the pupils of each group. */
final class ClassForm {

    private ClassForm() {}

    static FormData of(SchoolClass k) {
        Map<Integer, Integer> pupils = new TreeMap<>();
        for (ClassPart part : k.parts()) {
            pupils.put(part.grade().number(), part.headCount());
        }
        return put(new FormData().put("versie", k.version()), "", k.label(), k.level(), pupils);
    }

    /** @param prefix of its fields: empty, or {@code 3.} if a page has several classes */
    static FormData put(FormData form, String prefix, String label, String level, Map<Integer, Integer> pupils) {
        form.put(prefix + "label", label).put(prefix + "level", level);
        pupils.forEach((grade, count) -> form.put(prefix + "groep" + grade, count));
        return form;
    }

    /** Reads the numbers of a class. Groups with 0 are left out; an invalid number is a problem of its field. */
    static ClassNumbers read(FormData form, String prefix) {
        TreeMap<Integer, Integer> pupils = new TreeMap<>();
        for (int grade = 1; grade <= 8; grade++) {
            String field = prefix + "groep" + grade;
            int count = form.line(field).isEmpty() ? 0 : form.number(field, "classes.problem.number", form.line(field));
            if (count > 0) {
                pupils.put(grade, count);
            }
        }
        return new ClassNumbers(form.line(prefix + "label"), form.line(prefix + "level"), pupils);
    }
}
