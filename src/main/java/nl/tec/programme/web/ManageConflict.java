package nl.tec.programme.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import nl.tec.shared.FormData;

/**
 * A field that two people edited concurrently with different values.
 *
 * @param field its name
 * @param english whether it is the English text of the field
 * @param mine the submitted value; {@code theirs}: the value that somebody else saved in the meantime
 */
public record ManageConflict(String field, boolean english, List<String> mine, List<String> theirs) {

    static List<ManageConflict> between(List<String> fields, FormData mine, FormData theirs) {
        List<ManageConflict> conflicts = new ArrayList<>();
        for (String field : fields) {
            for (String name : Stream.of(field, field + "-en").toList()) {
                List<String> a = said(mine, name);
                List<String> b = said(theirs, name);
                if (!new HashSet<>(a).equals(new HashSet<>(b))) {
                    conflicts.add(new ManageConflict(field, !name.equals(field), a, b));
                }
            }
        }
        return conflicts;
    }

    private static List<String> said(FormData form, String field) {
        return form.all(field).stream()
                .map(text -> text.replace("\r\n", "\n").strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
