package nl.tec.organisations.internal.registers;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A column by the names it has had over the years.
 *
 * @param shown what people are told it is called
 * @param keys its names as {@link #key} writes them
 * @param most characters of a value: no row with more in it comes past {@link Row#optional}, so none reaches a limit of the database
 */
record Column(String shown, List<String> keys, int most) {

    /** Of a column that does not say otherwise; no school, street or town is called more. */
    static final int MAX_LENGTH = 200;

    private static final Pattern NOT_A_LETTER = Pattern.compile("[^A-Z0-9]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    static Column named(String... names) {
        return new Column(names[0], Arrays.stream(names).map(Column::key).toList(), MAX_LENGTH);
    }

    Column upTo(int characters) {
        return new Column(shown, keys, characters);
    }

    /** A name without what differs between versions: case, accents, spaces, hyphens and underscores. */
    static String key(String name) {
        String plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        String words = NOT_A_LETTER.matcher(plain.toUpperCase(Locale.ROOT)).replaceAll("_");
        return words.replaceAll("^_+|_+$", "");
    }
}
