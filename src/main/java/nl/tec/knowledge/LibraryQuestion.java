package nl.tec.knowledge;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tec.programme.Who;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A search in the library.
 *
 * @param typed the content of the search field
 * @param words the part of it that is searched for
 */
public record LibraryQuestion(String typed, String words, Filter filter) {

    /**
     * The filters of a search; null does not filter.
     *
     * @param minutes at most
     * @param goal the code of a curriculum goal
     * @param language of the material
     */
    public record Filter(
            @Nullable Who who,
            @Nullable Integer minutes,
            @Nullable World world,
            @Nullable ItemKind kind,
            @Nullable Licence licence,
            @Nullable String goal,
            @Nullable String language) {

        public static final Filter NONE = new Filter(null, null, null, null, null, null, null);

        public boolean any() {
            return !equals(NONE);
        }
    }

    private static final int MAX_TYPED = 120;
    private static final Pattern GRADE =
            Pattern.compile("\\b(?:(?:groep|group)\\s+(?<group>[1-8])|klas\\s+(?<year>[1-6]))\\b");
    private static final Pattern MINUTES = Pattern.compile("\\b([0-9]{1,3})\\s*(?:minuten|minutes|min)\\b\\.?");

    /** Turns words for a duration, a group or a year into filters, unless there is such a filter already. */
    public static LibraryQuestion of(String typed, Filter filter) {
        String kept = typed.substring(0, Math.min(MAX_TYPED, typed.length())).strip();
        String words = kept.toLowerCase(Locale.ROOT);
        Matcher inGrade = GRADE.matcher(words);
        Who who = filter.who() == null && inGrade.find()
                ? Stream.of(Who.Kind.GROUP, Who.Kind.YEAR)
                        .filter(kind -> inGrade.group(name(kind)) != null)
                        .map(kind -> new Who(kind, Integer.parseInt(inGrade.group(name(kind)))))
                        .findFirst()
                        .orElse(null)
                : filter.who();
        Matcher atMost = MINUTES.matcher(words);
        Integer minutes =
                filter.minutes() == null && atMost.find() ? Integer.valueOf(atMost.group(1)) : filter.minutes();
        return new LibraryQuestion(
                kept,
                MINUTES.matcher(GRADE.matcher(words).replaceAll(" "))
                        .replaceAll(" ")
                        .strip(),
                new Filter(
                        who,
                        minutes,
                        filter.world(),
                        filter.kind(),
                        filter.licence(),
                        filter.goal(),
                        filter.language()));
    }

    private static String name(Who.Kind kind) {
        return kind == Who.Kind.GROUP ? "group" : "year";
    }

    /** Whether nothing is asked: neither words nor a filter. */
    public boolean everything() {
        return typed.isEmpty() && !filter.any();
    }
}
