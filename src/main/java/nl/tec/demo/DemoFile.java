package nl.tec.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The contents of the files of the demo: YAML, mostly lists of rows with fields. */
final class DemoFile {

    private DemoFile() {}

    /** Reads a file with a list under each key. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> read(String name) {
        return (Map<String, Object>) load(name);
    }

    /** Reads a file that is a list. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> readRows(String name) {
        return (List<Map<String, Object>>) load(name);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> rows(Map<String, Object> file, String key) {
        return (List<Map<String, Object>>) file.getOrDefault(key, List.of());
    }

    static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    /** Returns a field with {@code nl} and {@code en}; empty when it is missing. */
    static Bilingual both(Map<String, Object> row, String key) {
        return row.get(key) instanceof Map<?, ?> words
                ? new Bilingual(text(words.get("nl")), text(words.get("en")))
                : Bilingual.EMPTY;
    }

    /** Returns the texts of a list; none when it is missing. */
    static List<String> texts(Map<?, ?> row, String key) {
        return row.get(key) instanceof List<?> all
                ? all.stream().map(DemoFile::text).toList()
                : List.of();
    }

    /** Returns the numbers of a list; none when it is missing. */
    static List<Integer> numbers(Map<?, ?> row, String key) {
        return texts(row, key).stream().map(Integer::valueOf).toList();
    }

    private static Object load(String name) {
        try (InputStream in = new ClassPathResource("demo/" + name).getInputStream()) {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(10_000_000);
            return new Yaml(new SafeConstructor(options)).load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
