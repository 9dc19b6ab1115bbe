package nl.tec.programme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.shared.Span;
import org.jspecify.annotations.Nullable;

/**
 * The audience that a user looks for: the answer to 'Voor wie?' on the public site. In URLs: {@code kind-10}, {@code groep-7},
 * {@code klas-2}, {@code mbo}, {@code ouder}, {@code leerkracht}, {@code volwassene}.
 *
 * @param number the age, group or year; 0 for kinds without one
 */
public record Who(Kind kind, int number) {

    /** The kinds of answer, with their range of numbers. */
    public enum Kind {
        /** A child or young person outside school, by age. */
        CHILD("kind", 4, 18),
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

    /** The primary age range of the hub (requirement A2). */
    public static final Span FOCUS = new Span(8, 14);

    /** All answers, in the order of the list. */
    public static final List<Who> ALL = all();

    private static final Map<String, Who> BY_CODE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Who::code, who -> who));

    private static List<Who> all() {
        List<Who> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int number = kind.from; number <= kind.to; number++) {
                all.add(new Who(kind, number));
            }
        }
        return List.copyOf(all);
    }

    /** An answer found in a search text, with the remaining words. */
    public record Match(Who who, String rest) {}

    private static final String CHILD_WORDS =
            "(?:kind|kinderen|zoon|dochter|jongen|meisje|child|children|son|daughter)";

    /** Matches introductory words followed by an answer. */
    private static final Pattern SAID = Pattern.compile(
            "(?:\\b(?:voor|mijn|een|van|uit|in|for|my|a|of|" + CHILD_WORDS + ")\\s+)*"
                    + "(?:\\b(?:groep|group)\\s?(?<group>[1-8])|\\bklas\\s?(?<year>[1-6])"
                    + "|\\b(?<age>[0-9]{1,2})\\s?(?:jaar|jarigen?|years?(?:\\s+old)?)"
                    + "|\\b" + CHILD_WORDS + "\\s+(?:(?:van|of|aged)\\s+)?(?<childs>[0-9]{1,2}))\\b",
            Pattern.CASE_INSENSITIVE);

    /** Finds the audience in a search text, such as 'robot groep 7' or 'drones voor mijn dochter van 9'. */
    public static Optional<Match> said(String text) {
        Matcher said = SAID.matcher(text);
        if (!said.find()) {
            return Optional.empty();
        }
        String rest = (text.substring(0, said.start()) + " " + text.substring(said.end()))
                .replaceAll("(?:\\s*,)+\\s*(?=,|$)|^\\s*,", "") // around what is left out
                .replaceAll("\\s+", " ")
                .strip();
        return Stream.of(
                        answer(Kind.GROUP, said.group("group")),
                        answer(Kind.YEAR, said.group("year")),
                        answer(Kind.CHILD, said.group("age")),
                        answer(Kind.CHILD, said.group("childs")))
                .flatMap(Optional::stream)
                .findFirst()
                .map(who -> new Match(who, rest));
    }

    private static Optional<Who> answer(Kind kind, @Nullable String number) {
        return number == null ? Optional.empty() : parse(new Who(kind, Integer.parseInt(number)).code());
    }

    /** Returns its code in URLs. */
    public String code() {
        return number == 0 ? kind.word : kind.word + "-" + number;
    }

    public static Optional<Who> parse(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
