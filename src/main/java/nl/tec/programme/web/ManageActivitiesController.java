package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.ManagerLists;
import nl.tec.programme.ManagerLists.ActivityQuestion;
import nl.tec.programme.ManagerLists.ActivityRow;
import nl.tec.programme.ManagerLists.From;
import nl.tec.programme.ManagerLists.Page;
import nl.tec.programme.ProgrammeTasks;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/** The list of activities in any state, for the programme manager. */
@Controller
class ManageActivitiesController {

    private static final int PAGE = 40;
    private static final List<String> COLUMNS = List.of(
            "nr",
            "titel",
            "titel_engels",
            "soort",
            "wereld",
            "staat",
            "minuten",
            "keren",
            "data_die_komen",
            "concepten",
            "eerste_datum",
            "gewijzigd");
    private static final int MAX_SEARCH_LENGTH = 100;

    private final ManagerLists lists;
    private final Texts texts;
    private final ObjectProvider<ProgrammeTasks> todos;
    private final Pages pages;

    ManageActivitiesController(ManagerLists lists, Texts texts, ObjectProvider<ProgrammeTasks> todos, Pages pages) {
        this.lists = lists;
        this.texts = texts;
        this.todos = todos;
        this.pages = pages;
    }

    @GetMapping("/beheer")
    View begin() {
        return Reply.redirect("/beheer/programma");
    }

    @GetMapping("/beheer/programma")
    JteModel list(FormData asked) {
        From from = From.of(asked.id("na"), asked.id("voor")).orElse(null);
        Page<ActivityRow> page = lists.activities(question(asked), from, PAGE);
        return pages.programmeManageActivities(
                page,
                asked,
                todos.orderedStream().flatMap(todo -> todo.waiting().stream()).toList(),
                page.previous() == null ? null : address(asked, "voor", page.previous()),
                page.next() == null ? null : address(asked, "na", page.next()),
                address(asked, null, null).replaceFirst("/programma", "/programma.csv"));
    }

    @GetMapping("/beheer/programma.csv")
    void export(FormData query, Locale language, HttpServletResponse response) throws IOException {
        ActivityQuestion question = question(query);
        new TableExport("programma", COLUMNS, TableExport.<Long>inBatches(after -> {
                    Page<ActivityRow> page =
                            lists.activities(question, From.of(after, null).orElse(null), TableExport.BATCH_SIZE);
                    return TableExport.Batch.of(page.rows(), row -> row(row, language), page.next());
                }))
                .download("csv", response);
    }

    private List<@Nullable Object> row(ActivityRow row, Locale language) {
        return Arrays.asList(
                row.id(),
                row.title().dutch(),
                row.title().english(),
                texts.label(language, row.kind()),
                row.world().displayName(),
                texts.text(language, "manage.state." + row.state()),
                row.minutes(),
                row.meetings(),
                row.toCome(),
                row.drafts(),
                row.next() == null ? null : row.next().atZone(Dates.ZONE).toOffsetDateTime(),
                row.changedAt().atZone(Dates.ZONE).toOffsetDateTime());
    }

    private static ActivityQuestion question(FormData asked) {
        String words = asked.text("zoek").strip();
        return new ActivityQuestion(
                words.length() > MAX_SEARCH_LENGTH ? words.substring(0, MAX_SEARCH_LENGTH) : words,
                asked.constant("soort", ActivityKind.class).orElse(null),
                asked.constant("staat", Activity.State.class).orElse(null),
                asked.constant("wereld", World.class).orElse(null));
    }

    /** Returns the URL of the list with the same filter, starting at another row. */
    private static String address(FormData asked, @Nullable String from, @Nullable Long id) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/beheer/programma");
        for (String field : new String[] {"zoek", "soort", "staat", "wereld"}) {
            if (!asked.text(field).isBlank()) {
                address.queryParam(field, "{" + field + "}");
            }
        }
        if (from != null) {
            address.queryParam(from, id);
        }
        return address.encode()
                .buildAndExpand(Map.of(
                        "zoek", asked.text("zoek"),
                        "soort", asked.text("soort"),
                        "staat", asked.text("staat"),
                        "wereld", asked.text("wereld")))
                .toUriString();
    }
}
