package nl.tec.hub;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nl.tec.shared.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * A text with arguments, {@code {0}}, that means what {@link MessageFormat} says. That reads the pattern anew for every page and serves one
 * thread at a time, so it is left to texts with a format, such as plurals.
 */
final class TextPattern {

    /** Stands for argument 0 in a text that is taken apart, the next one for argument 1: characters that no text has. */
    private static final char FIRST = '\uE000';

    private final Locale language;
    private final MessageFormat format;
    private final boolean simple;
    /** In turn the text between arguments, and the argument after it. */
    private final List<String> between = new ArrayList<>();

    private final List<Integer> arguments = new ArrayList<>();

    TextPattern(String text, Locale language) {
        this.language = language;
        format = new MessageFormat(text, language);
        simple = Arrays.stream(format.getFormats()).allMatch(Objects::isNull);
        if (simple) {
            Object[] marks = new Object[format.getFormatsByArgumentIndex().length];
            Arrays.setAll(marks, argument -> String.valueOf((char) (FIRST + argument)));
            takeApart(format.format(marks), marks.length);
        }
    }

    private void takeApart(String marked, int count) {
        int from = 0;
        for (int at = 0; at < marked.length(); at++) {
            int argument = marked.charAt(at) - FIRST;
            if (argument >= 0 && argument < count) {
                between.add(marked.substring(from, at));
                arguments.add(argument);
                from = at + 1;
            }
        }
        between.add(marked.substring(from));
    }

    String fill(@Nullable Object... values) {
        if (!simple) {
            synchronized (format) { // MessageFormat is not thread-safe
                return format.format(values);
            }
        }
        StringBuilder text = new StringBuilder(between.get(0));
        for (int n = 0; n < arguments.size(); n++) {
            int argument = arguments.get(n);
            text.append(argument < values.length ? written(values[argument]) : "{" + argument + "}")
                    .append(between.get(n + 1));
        }
        return text.toString();
    }

    private String written(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return Numbers.whole(((Number) value).longValue(), language);
        }
        return value instanceof Number number
                ? NumberFormat.getInstance(language).format(number)
                : String.valueOf(value);
    }
}
