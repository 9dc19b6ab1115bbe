package nl.tec.demo;

import static nl.tec.demo.DemoFile.both;
import static nl.tec.demo.DemoFile.numbers;
import static nl.tec.demo.DemoFile.rows;
import static nl.tec.demo.DemoFile.text;
import static nl.tec.demo.DemoFile.texts;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import nl.tec.accounts.Actor;
import nl.tec.knowledge.ItemAccess;
import nl.tec.knowledge.ItemDetails;
import nl.tec.knowledge.ItemKind;
import nl.tec.knowledge.LibraryAdministration;
import nl.tec.knowledge.LibraryModeration;
import nl.tec.knowledge.LibraryUses;
import nl.tec.knowledge.Licence;
import nl.tec.knowledge.OwnMaterial;
import nl.tec.programme.ActivityMaterial.Moment;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Audience;
import nl.tec.shared.Span;
import nl.tec.shared.World;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The library of the demo hub, marked as fictional. */
final class DemoLibrary {

    private final JdbcTemplate jdbc;
    private final Services services;
    private final LocalDate today;
    private final Actor by;

    /** The services for the material of the hub, of partners and of schools. */
    @Component
    record Services(LibraryAdministration keeping, OwnMaterial own, LibraryModeration moderation, LibraryUses uses) {}

    /** @param by the programme manager */
    DemoLibrary(JdbcTemplate jdbc, Services services, LocalDate today, Actor by) {
        this.jdbc = jdbc;
        this.services = services;
        this.today = today;
        this.by = by;
    }

    /**
     * @param activities the id of an activity by its slug
     * @param people the actor of a mail address
     */
    void fill(Map<String, Object> file, ToLongFunction<String> activities, Function<String, Actor> people) {
        LibraryAdministration keeping = services.keeping();
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
        for (Map<String, Object> row : rows(file, "own")) {
            own(row, people.apply(text(row.get("maker"))));
        }
        jdbc.update("update knowledge_item set invented = true");
        for (Map<String, Object> row : rows(file, "uses")) {
            services.uses()
                    .write(
                            slug(text(row.get("of"))),
                            text(row.get("changed")),
                            text(row.get("went")),
                            people.apply(text(row.get("teacher"))))
                    .orElseThrow();
        }
    }

    /** Adds material of a partner or school: a draft, or its later state. */
    private void own(Map<String, Object> row, Actor maker) {
        OwnMaterial own = services.own();
        ItemDetails details = details(row);
        long id = own.create(ItemAccess.worksFor(maker).get(0), details, maker).orElseThrow();
        String stage = text(row.get("stage"));
        if (stage.equals("DRAFT")) {
            return;
        }
        own.change(id, version(id, maker), details, true, maker).orElseThrow();
        switch (stage) {
            case "ACCEPTED" ->
                services.moderation().accept(id, version(id, maker), by).orElseThrow();
            case "QUESTION" ->
                services.moderation()
                        .ask(id, version(id, maker), text(row.get("message")), by)
                        .orElseThrow();
            default -> {
                // it waits
            }
        }
    }

    private int version(long id, Actor maker) {
        return services.own().get(id, maker).version();
    }

    private String slug(String title) {
        return Objects.requireNonNull(
                jdbc.queryForObject("select slug from knowledge_item where title_nl = ?", String.class, title));
    }

    private ItemDetails details(Map<String, Object> row) {
        boolean lesson = row.get("groups") instanceof List<?>;
        return new ItemDetails(
                ItemKind.valueOf(text(row.get("kind"))),
                ItemAccess.valueOf(text(row.get("access"))),
                new ItemDetails.Words(both(row, "title"), both(row, "summary"), both(row, "body")),
                texts(row, "worlds").stream().map(World::valueOf).toList(),
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
                texts(row, "tags"),
                today.plusMonths(9));
    }

    private static Span groups(Map<String, Object> row) {
        List<Integer> groups = numbers(row, "groups");
        return new Span(groups.get(0), groups.get(1));
    }
}
