package nl.tec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Searches every column of every table, binary ones and what the planner keeps of them too, and the files of the program. */
public final class WholeDatabase {

    private final JdbcClient owner;
    private final Path files;

    public WholeDatabase(Environment environment) {
        this.owner = TestDatabase.owner(environment);
        this.files = Path.of(environment.getRequiredProperty("tec.data"));
    }

    /** Finds where each of these words is, whatever capitals it has (of ASCII, which is quick): tables, statistics, files. */
    public Map<String, Set<String>> find(String... words) {
        Map<String, Set<String>> found = findInDatabase(words);
        found.forEach((word, places) -> places.addAll(files(word.toLowerCase(Locale.ROOT))));
        return found;
    }

    /** As {@link #find}, without the files. */
    public Map<String, Set<String>> findInDatabase(String... words) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        Stream.of(words).forEach(word -> places(found, word));
        String wherever = Stream.of(words)
                .map(word -> "coalesce(bool_or(strpos(r, ?) > 0 or strpos(r, ?) > 0), false)")
                .collect(Collectors.joining(", "));
        List<String> wanted = Stream.of(words)
                .flatMap(word -> Stream.of(
                        word.toLowerCase(Locale.ROOT), HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8))))
                .toList();
        for (String table : TestSql.list(
                owner,
                String.class,
                "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")) {
            owner.sql("select " + wherever + " from (select lower(t::text collate \"C\") r from \"" + table
                            + "\" t) rows")
                    .params(wanted)
                    .query(row -> {
                        for (int i = 0; i < words.length; i++) {
                            if (row.getBoolean(i + 1)) {
                                places(found, words[i]).add(table);
                            }
                        }
                    });
        }
        owner.sql("analyze").update();
        for (String word : words) {
            places(found, word)
                    .addAll(owner.sql("""
                            select 'statistics of ' || tablename || '.' || attname from pg_stats
                             where schemaname = 'public' and strpos(lower(concat(most_common_vals::text, histogram_bounds::text,
                                   most_common_elems::text)), ?) > 0
                            """)
                            .param(word.toLowerCase(Locale.ROOT))
                            .query(String.class)
                            .list());
        }
        return found;
    }

    private static Set<String> places(Map<String, Set<String>> found, String word) {
        return found.computeIfAbsent(word, key -> new TreeSet<>());
    }

    private List<String> files(String lower) {
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(files)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> contains(file, lower))
                    .map(Path::toString)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean contains(Path file, String lower) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT)
                    .contains(lower);
        } catch (IOException e) {
            return false; // removed meanwhile
        }
    }
}
