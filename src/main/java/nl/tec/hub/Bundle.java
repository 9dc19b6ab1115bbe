package nl.tec.hub;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import nl.tec.shared.Grade;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * All texts of one language. A page has hundreds of them: texts without arguments or with only numbers are cached, because
 * formatting them took a quarter of the time of a page.
 */
final class Bundle {

    private static final int MAX_CACHED = 5000;

    private final Locale language;
    private final Map<String, String> patterns = new HashMap<>();
    private final Map<String, TextPattern> formats = new ConcurrentHashMap<>();
    private final Map<String, String> plain = new ConcurrentHashMap<>();
    private final Map<Enum<?>, String> labels = new ConcurrentHashMap<>();
    private final Map<Numbered, String> numbered = new ConcurrentHashMap<>();

    /** The cache key of a text with only numbers; texts with user input are not cached. */
    private record Numbered(String key, List<Object> numbers) {}

    Bundle(Locale language) {
        this.language = language;
    }

    void read(Resource file) throws IOException {
        Properties texts = new Properties();
        try (Reader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        texts.forEach((key, text) -> patterns.put((String) key, (String) text));
    }

    /** Adds the texts missing in this language from another. */
    void otherwise(Bundle other) {
        other.patterns.forEach(patterns::putIfAbsent);
    }

    /** Returns the text of key {@code <EnumName>.<CONSTANT>}. */
    String label(Enum<?> constant) {
        return labels.computeIfAbsent(constant, unknown -> {
            String key = unknown.getDeclaringClass().getSimpleName() + "." + unknown.name();
            return find(key).orElseThrow(() -> missing(key));
        });
    }

    static NoSuchElementException missing(String key) {
        return new NoSuchElementException("no text '%s' in any bundle".formatted(key));
    }

    Optional<String> find(String key, Object... arguments) {
        if (arguments.length == 0) {
            String made = plain.get(key);
            if (made != null) {
                return Optional.of(made);
            }
        }
        if (!patterns.containsKey(key)) {
            return Optional.empty();
        }
        if (arguments.length == 0) {
            return Optional.of(plain.computeIfAbsent(key, this::make));
        }
        if (numbersOnly(arguments)) {
            return Optional.of(numbered(key, arguments));
        }
        return Optional.of(make(key, arguments));
    }

    private String numbered(String key, Object... numbers) {
        Numbered asked = new Numbered(key, List.of(numbers));
        String known = numbered.get(asked);
        if (known != null) {
            return known;
        }
        String made = make(key, numbers);
        if (numbered.size() < MAX_CACHED) {
            numbered.put(asked, made);
        }
        return made;
    }

    private static boolean numbersOnly(Object... arguments) {
        for (Object argument : arguments) {
            if (!(argument instanceof Integer)) {
                return false;
            }
        }
        return true;
    }

    private String make(String key, @Nullable Object... arguments) {
        for (int at = 0; at < arguments.length; at++) {
            if (arguments[at] instanceof Grade grade) {
                @Nullable Object[] named = arguments.clone();
                named[at] = find(grade.messageKey(), grade.number()).orElseThrow(() -> missing(grade.messageKey()));
                return make(key, named);
            }
        }
        return formats.computeIfAbsent(key, unknown -> new TextPattern(patterns.getOrDefault(key, ""), language))
                .fill(arguments);
    }
}
