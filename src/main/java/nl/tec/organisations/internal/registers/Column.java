package nl.tec.organisations.internal.registers;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A column with the names it has had over the years.
 *
 * @param shown the name shown to people
 * @param keys its names, normalised by {@link #key}
 * @param most the maximum length of a value, enforced by {@link Row#optional}, so that none exceeds a limit of the database
 */
record Column(String shown, List<String> keys, int most) {

    /** The default maximum; no name of a school, street or town is longer. */
    static final int MAX_LENGTH = 200;

    private static final Pattern NOT_A_LETTER = Pattern.compile("[^A-Z0-9]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    static Column named(String... names) {
        return new Column(names[0], Arrays.stream(names).map(Column::key).toList(), MAX_LENGTH);
    }

    Column upTo(int characters) {
        return new Column(shown, keys, characters);
    }

    /** Normalises a name: removes the differences in case, accents, spaces, hyphens and underscores. */
    static String key(String name) {
        String plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        String words = NOT_A_LETTER.matcher(plain.toUpperCase(Locale.ROOT)).replaceAll("_");
        return words.replaceAll("^_+|_+$", "");
    }
}
