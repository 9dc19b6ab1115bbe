package nl.tec.programme.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Span;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** An entry of a file in {@code demo/}, which reports its location on errors. */
final class SeedFile {

    private final String where;
    private final Map<?, ?> values;

    private SeedFile(String where, Map<?, ?> values) {
        this.where = where;
        this.values = values;
    }

    /** Reads a file that is a list of entries. */
    static List<SeedFile> entries(String file) {
        return entries(file, read(file));
    }

    /** Reads a file that is a single entry. */
    static SeedFile whole(String file) {
        return new SeedFile(file, (Map<?, ?>) read(file));
    }

    /** Reads a file of the form {@code groups: [[word, word], ...]}. */
    static List<List<String>> groups(String file) {
        List<?> groups = (List<?>) Objects.requireNonNull(whole(file).values.get("groups"));
        return groups.stream()
                .map(group -> ((List<?>) group).stream().map(String::valueOf).toList())
                .toList();
    }

    private static Object read(String file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (InputStream in = new ClassPathResource("demo/" + file).getInputStream()) {
            return new Yaml(new SafeConstructor(options)).load(in);
        } catch (IOException e) {
            throw new IllegalStateException("demo/" + file + " can't be read", e);
        }
    }

    private static List<SeedFile> entries(String where, Object list) {
        List<SeedFile> entries = new ArrayList<>();
        for (Object entry : (List<?>) list) {
            entries.add(new SeedFile(where + "[" + entries.size() + "]", (Map<?, ?>) entry));
        }
        return entries;
    }

    List<SeedFile> list(String key) {
        Object list = values.get(key);
        return list == null ? List.of() : entries(where + "." + key, list);
    }

    String text(String key) {
        String text = textOrNull(key);
        if (text == null) {
            throw new IllegalStateException("demo/" + where + ": " + key + " is missing");
        }
        return text;
    }

    @Nullable String textOrNull(String key) {
        Object value = values.get(key);
        return value == null ? null : value.toString();
    }

    int number(String key) {
        return Integer.parseInt(text(key));
    }

    int number(String key, int otherwise) {
        return values.containsKey(key) ? number(key) : otherwise;
    }

    @Nullable Double decimalOrNull(String key) {
        String value = textOrNull(key);
        return value == null ? null : Double.valueOf(value);
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    /** Reads {@code {nl: .., en: ..}}; empty if absent. */
    Bilingual both(String key) {
        if (values.get(key) instanceof Map<?, ?> both) {
            return new Bilingual(strip(both.get("nl")), strip(both.get("en")));
        }
        return Bilingual.EMPTY;
    }

    /** Reads {@code [from, to]}; null if absent. */
    @Nullable Span span(String key) {
        List<Integer> numbers = each(key, Integer::valueOf);
        return numbers.isEmpty() ? null : new Span(numbers.get(0), numbers.get(1));
    }

    List<String> words(String key) {
        return each(key, Function.identity());
    }

    <T> List<T> each(String key, Function<String, T> kind) {
        Object list = values.get(key);
        if (list == null) {
            return List.of();
        }
        try {
            return ((List<?>) list)
                    .stream().map(value -> kind.apply(String.valueOf(value))).toList();
        } catch (IllegalArgumentException e) {
            throw wrong(key, e);
        }
    }

    <T> T one(String key, Function<String, T> kind) {
        try {
            return kind.apply(text(key));
        } catch (IllegalArgumentException e) {
            throw wrong(key, e);
        }
    }

    /** Resolves a key that refers to another entry. */
    <T> T reference(String key, Map<String, T> known) {
        return Objects.requireNonNull(
                known.get(text(key)), () -> "demo/" + where + ": " + key + " " + text(key) + " is unknown");
    }

    private IllegalStateException wrong(String key, RuntimeException cause) {
        return new IllegalStateException("demo/" + where + ": " + key + " is not right", cause);
    }

    private static String strip(@Nullable Object text) {
        return text == null ? "" : text.toString().strip();
    }
}
