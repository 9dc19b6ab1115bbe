package nl.tec.programme;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * For whom somebody looks: the one question 'Voor wie?' of the public site. In addresses: {@code kind-10}, {@code groep-7},
 * {@code klas-2}, {@code mbo}, {@code ouder}, {@code leerkracht}, {@code volwassene}.
 *
 * @param number the age, group or year; 0 for the kinds that have none
 */
public record Who(Kind kind, int number) {

    /** The kinds of answer, with the numbers they go with. */
    public enum Kind {
        /** A child that comes by itself, by age. The hub's focus is 8 to 14. */
        CHILD("kind", 8, 14),
        /** Primary education. */
        GROUP("groep", 1, 8),
        /** Secondary education. */
        YEAR("klas", 1, 6),
        MBO("mbo", 0, 0),
        PARENT("ouder", 0, 0),
        TEACHER("leerkracht", 0, 0),
        /** Re-training, back to work, from other work, employer. */
        ADULT("volwassene", 0, 0);

        private final String word;
        private final int from;
        private final int to;

        Kind(String word, int from, int to) {
            this.word = word;
            this.from = from;
            this.to = to;
        }
    }

    /** Every answer there is, in the order of the list. */
    public static final List<Who> ALL = all();

    private static List<Who> all() {
        List<Who> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int number = kind.from; number <= kind.to; number++) {
                all.add(new Who(kind, number));
            }
        }
        return List.copyOf(all);
    }

    /** As it stands in an address. */
    public String code() {
        return number == 0 ? kind.word : kind.word + "-" + number;
    }

    public static Optional<Who> parse(String code) {
        return ALL.stream().filter(who -> who.code().equals(code)).findFirst();
    }
}
