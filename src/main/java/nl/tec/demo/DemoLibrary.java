package nl.tec.demo;

import static nl.tec.demo.DemoFile.both;
import static nl.tec.demo.DemoFile.rows;
import static nl.tec.demo.DemoFile.text;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import nl.tec.accounts.Actor;
import nl.tec.knowledge.ItemAccess;
import nl.tec.knowledge.ItemDetails;
import nl.tec.knowledge.ItemKind;
import nl.tec.knowledge.LibraryKeeping;
import nl.tec.knowledge.Licence;
import nl.tec.programme.ActivityMaterial.Moment;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Audience;
import nl.tec.shared.Span;
import nl.tec.shared.World;
import org.springframework.jdbc.core.JdbcTemplate;

/** The library of the demo hub; marked as invented. */
final class DemoLibrary {

    private final JdbcTemplate jdbc;
    private final LibraryKeeping keeping;
    private final LocalDate today;
    private final Actor by;

    /** @param by the programme manager */
    DemoLibrary(JdbcTemplate jdbc, LibraryKeeping keeping, LocalDate today, Actor by) {
        this.jdbc = jdbc;
        this.keeping = keeping;
        this.today = today;
        this.by = by;
    }

    /** @param activities the id of an activity by its slug */
    void fill(Map<String, Object> file, ToLongFunction<String> activities) {
        for (Map<String, Object> row : rows(file, "items")) {
            long id = keeping.create(details(row), by).orElseThrow();
            keeping.publish(id, by).orElseThrow();
            if (row.get("activity") instanceof Map<?, ?> used) {
                keeping.attach(
                                id,
                                activities.applyAsLong(text(used.get("slug"))),
                                Moment.valueOf(text(used.get("moment"))),
                                by)
                        .orElseThrow();
            }
        }
        jdbc.update("update knowledge_item set invented = true");
    }

    private ItemDetails details(Map<String, Object> row) {
        boolean lesson = row.get("groups") instanceof List<?>;
        return new ItemDetails(
                ItemKind.valueOf(text(row.get("kind"))),
                ItemAccess.valueOf(text(row.get("access"))),
                new ItemDetails.Words(both(row, "title"), both(row, "summary"), both(row, "body")),
                words(row, "worlds").stream().map(World::valueOf).toList(),
                new ForWhom(
                        lesson ? Set.of(Audience.PO) : Set.of(),
                        lesson ? groups(row) : null,
                        null,
                        null,
                        null,
                        Set.of()),
                List.of(),
                row.get("minutes") instanceof Integer minutes ? minutes : null,
                Licence.valueOf(text(row.get("licence"))),
                "nl",
                null,
                "",
                words(row, "tags"),
                today.plusMonths(9));
    }

    private static Span groups(Map<String, Object> row) {
        List<String> groups = words(row, "groups");
        return new Span(Integer.parseInt(groups.get(0)), Integer.parseInt(groups.get(1)));
    }

    private static List<String> words(Map<String, Object> row, String key) {
        return row.get(key) instanceof List<?> all
                ? all.stream().map(DemoFile::text).toList()
                : List.of();
    }
}
