package nl.tec;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Every table belongs to one module, in SQL too (ARCHITECTURE.md). Other modules name only what its owner publishes: views called
 * {@code <module>_<noun>_v}. docs/database.md says which table is whose.
 */
class TableOwnershipTest {

    private static final Path SOURCES = Path.of("src/main/java/nl/tec");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path VIEWS = MIGRATIONS.resolve("R__published_views.sql");
    private static final Pattern TEXT =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern COMMON_TABLE = Pattern.compile(
            "(\\w+)\\s*(?:\\([\\w\\s,]*\\))?\\s+as\\s+(?:(?:not\\s+)?materialized\\s+)?\\(", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED = Pattern.compile(
            "\\b(?:from|join|update|into|using|table|only|lateral)\\s+(\\w+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NEXT_IN_LIST = Pattern.compile(
            "\\bfrom\\s+\\w+(?:\\s+(?:as\\s+)?\\w+)?((?:\\s*,\\s*\\w+(?:\\s+(?:as\\s+)?\\w+)?)+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PUBLISHED = Pattern.compile("([a-z]+)_\\w+_v");

    /** The owner of each table, as docs/database.md has it. */
    private static final Map<String, String> OWNERS = new TreeMap<>();

    private static Set<String> tables = Set.of();
    private static Set<String> views = Set.of();

    @BeforeAll
    static void readSchema() throws IOException {
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(TestDatabase.create()));
        tables = relations(jdbc, "r");
        tables.remove("flyway_schema_history");
        views = relations(jdbc, "v");
        Matcher row = Pattern.compile("(?m)^\\| `(\\w+)` \\| (.*) \\|$")
                .matcher(Files.readString(Path.of("docs/database.md")));
        while (row.find()) {
            for (String table : row.group(2).replace("`", "").split(",\\s*")) {
                OWNERS.put(table, row.group(1));
            }
        }
    }

    private static Set<String> relations(JdbcClient jdbc, String kind) {
        return new TreeSet<>(
                jdbc.sql("""
                select relname from pg_class where relkind in (?, 'p') and relnamespace = 'public'::regnamespace
                """).param(kind.charAt(0)).query(String.class).set());
    }

    @Test
    void everyTableHasAnOwner() {
        assertThat(OWNERS.keySet()).containsExactlyElementsOf(tables);
        assertThat(views).allSatisfy(view -> assertThat(view).matches(PUBLISHED));
    }

    @Test
    void noModuleNamesATableOfAnother() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String module = SOURCES.relativize(file).getName(0).toString();
                // the demo hub writes a history that no service would accept
                if (!module.equals("demo")) {
                    Matcher text = TEXT.matcher(Files.readString(file));
                    while (text.find()) {
                        String sql = text.group(1) == null ? text.group(2) : text.group(1);
                        foreign(sql, module).forEach(table -> wrong.add(file + " names " + table));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void publishedViewsReadTheirOwnTablesOrOtherPublishedViews() throws IOException {
        Matcher view =
                Pattern.compile("create view (\\w+) as(.*?);", Pattern.DOTALL).matcher(Files.readString(VIEWS));
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        while (view.find()) {
            Matcher name = PUBLISHED.matcher(view.group(1));
            assertThat(name.matches()).as(view.group(1)).isTrue();
            List<String> foreign = foreign(view.group(2), name.group(1));
            if (!foreign.isEmpty()) {
                wrong.put(view.group(1), foreign);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Those of a module are in {@code R__<module>_functions.sql}. */
    @Test
    void functionsNameTheirOwnTablesOrPublishedViews() throws IOException {
        Pattern functions = Pattern.compile("R__([a-z]+)_functions\\.sql");
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                Matcher module = functions.matcher(file.getFileName().toString());
                if (module.matches()) {
                    wrong.put(module.group(1), foreign(Files.readString(file), module.group(1)));
                }
            }
        }
        assertThat(wrong)
                .containsKey("bookings")
                .allSatisfy((module, tables) -> assertThat(tables).isEmpty());
    }

    @Test
    void aForeignTableIsFound() {
        assertThat(foreign("select 1 from booking b where b.id = 1", "results")).containsExactly("booking");
        assertThat(foreign("update reach r set x = 1 from session s, booking b", "results"))
                .containsExactly("session", "booking");
        assertThat(foreign("with booking as (select 1) select * from booking", "results"))
                .isEmpty();
        assertThat(foreign("delete from booking where id = 1", "bookings")).isEmpty();
        assertThat(foreign("select * from bookings_booking_v", "results")).isEmpty();
        assertThat(foreign("select * from bookings_bookings_v", "results")).containsExactly("bookings_bookings_v");
    }

    /** Finds what this text names and should not: tables that are not of this module, and views that nobody publishes. */
    private static List<String> foreign(String sql, String module) {
        Set<String> local =
                COMMON_TABLE.matcher(sql).results().map(m -> m.group(1)).collect(toCollection(TreeSet::new));
        Stream<String> listed = NEXT_IN_LIST
                .matcher(sql)
                .results()
                .flatMap(list ->
                        Pattern.compile(",\\s*(\\w+)").matcher(list.group(1)).results())
                .map(m -> m.group(1));
        return Stream.concat(NAMED.matcher(sql).results().map(m -> m.group(1)), listed)
                .filter(name -> !local.contains(name))
                .filter(name -> tables.contains(name) && !module.equals(OWNERS.get(name))
                        || PUBLISHED.matcher(name).matches() && !views.contains(name))
                .distinct()
                .toList();
    }
}
