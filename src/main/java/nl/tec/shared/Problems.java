package nl.tec.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The problems with a form: per field a message (a key of a message bundle with its arguments) that says what is wrong and what to do.
 * Every form is refused this way: the page shows all problems together, on their fields and in a summary at the top, and keeps the
 * input.
 */
public final class Problems {

    /**
     * @param field the name of the form field, or {@code ""} for the form as a whole
     * @param key   message key
     */
    public record Problem(String field, String key, List<Object> arguments) {}

    private final List<Problem> problems = new ArrayList<>();

    public Problems add(String field, String key, Object... arguments) {
        problems.add(new Problem(field, key, List.of(arguments)));
        return this;
    }

    /** Adds the problem if {@code wrong}. */
    public Problems addIf(boolean wrong, String field, String key, Object... arguments) {
        return wrong ? add(field, key, arguments) : this;
    }

    /** Adds the problem if the text has more than {@code max} characters. */
    public Problems addIfLonger(String text, int max, String field) {
        return addIf(text.length() > max, field, "form.long", max);
    }

    /** Adds the problem for each language in which a text is longer. */
    public Problems addIfLonger(Bilingual text, int max, String field) {
        return addIfLonger(text.dutch(), max, field).addIfLonger(text.english(), max, field + "-en");
    }

    /** Adds the problem unless the number is one from {@code min} to {@code max}, inclusive. @param number null: not filled in, no problem */
    public Problems addUnlessBetween(@Nullable Integer number, int min, int max, String field) {
        return addIf(number != null && (number < min || number > max), field, "form.between", min, max);
    }

    /** Adds the problem unless the span runs upwards within {@code min} and {@code max}. @param span null: not filled in, no problem */
    public Problems addUnlessWithin(@Nullable Span span, int min, int max, String field) {
        return addIf(span != null && !span.isWithin(min, max), field, "form.span", min, max);
    }

    /** Adds the problems of another list on fields that do not have any yet. */
    public Problems and(Problems others) {
        others.all().stream()
                .filter(other -> at(other.field()).isEmpty())
                .toList()
                .forEach(problems::add);
        return this;
    }

    public boolean any() {
        return !problems.isEmpty();
    }

    public List<Problem> all() {
        return List.copyOf(problems);
    }

    /** Whether it contains a problem with this key, on any field. */
    public boolean has(String key) {
        return problems.stream().anyMatch(p -> p.key().equals(key));
    }

    /** Returns the first problem of a field. */
    public Optional<Problem> at(String field) {
        return problems.stream().filter(p -> p.field().equals(field)).findFirst();
    }
}
