package nl.tec.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The problems with what somebody filled in: per field a text (a key of a message bundle with its arguments) that says
 * what is wrong and what to do. The one way a form is refused: the page shows them all at once, at their fields and in a
 * summary on top, and keeps everything that was typed.
 */
public final class Problems {

    /**
     * @param field the name of the form field, or {@code ""} when it is about the form as a whole
     * @param key   message key
     */
    public record Problem(String field, String key, List<Object> arguments) {}

    private final List<Problem> problems = new ArrayList<>();

    public Problems add(String field, String key, Object... arguments) {
        problems.add(new Problem(field, key, List.of(arguments)));
        return this;
    }

    /** Adds the problem when {@code wrong}. */
    public Problems addIf(boolean wrong, String field, String key, Object... arguments) {
        return wrong ? add(field, key, arguments) : this;
    }

    /** With those of another list that are at a field without any yet. */
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

    /** Whether this problem is one of them, at whatever field. */
    public boolean has(String key) {
        return problems.stream().anyMatch(p -> p.key().equals(key));
    }

    /** The first problem of a field. */
    public Optional<Problem> at(String field) {
        return problems.stream().filter(p -> p.field().equals(field)).findFirst();
    }
}
