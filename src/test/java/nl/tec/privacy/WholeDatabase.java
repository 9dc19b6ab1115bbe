package nl.tec.privacy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import nl.tec.TestDatabase;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Searches every column of every table, binary ones and what the planner keeps of them too, and the files of the program. */
final class WholeDatabase {

    private static final Path FILES = Path.of("target/test-data");

    private final JdbcClient owner;

    WholeDatabase(Environment environment) {
        this.owner = TestDatabase.owner(environment);
    }

    /** Where these words are, whatever capitals they have: tables, statistics, files. */
    Set<String> find(String words) {
        List<String> found = new ArrayList<>();
        String lower = words.toLowerCase(Locale.ROOT);
        String hex = HexFormat.of().formatHex(words.getBytes(StandardCharsets.UTF_8));
        owner
                .sql("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> owner.sql("select exists (select from \"" + table
                                + "\" t where strpos(lower(t::text), ?) > 0 or strpos(t::text, ?) > 0)")
                        .params(lower, hex)
                        .query(Boolean.class)
                        .single())
                .forEach(found::add);
        owner.sql("analyze").update();
        found.addAll(owner.sql("""
                        select 'statistics of ' || tablename || '.' || attname from pg_stats
                         where schemaname = 'public' and strpos(lower(concat(most_common_vals::text, histogram_bounds::text,
                               most_common_elems::text)), ?) > 0
                        """).param(lower).query(String.class).list());
        found.addAll(files(lower));
        return Set.copyOf(found);
    }

    private static List<String> files(String lower) {
        if (!Files.isDirectory(FILES)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(FILES)) {
            return files.filter(Files::isRegularFile)
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
