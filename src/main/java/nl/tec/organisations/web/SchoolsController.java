package nl.tec.organisations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.organisations.ClassFollowUp;
import nl.tec.organisations.Classes;
import nl.tec.organisations.OwnSchools;
import nl.tec.organisations.SchoolRegister;
import nl.tec.organisations.SchoolRegister.Details;
import nl.tec.organisations.SchoolRegister.Filter;
import nl.tec.organisations.SchoolRegister.Key;
import nl.tec.organisations.SchoolRegister.Line;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages of schools for programme managers: searching, viewing and exporting. */
@Controller
class SchoolsController {

    private static final int PAGE = 50;
    private static final List<String> COLUMNS = List.of(
            "brin",
            "naam",
            "sector",
            "soort",
            "adres",
            "postcode",
            "plaats",
            "gemeente",
            "bestuur",
            "leerlingen",
            "telling 1 oktober");

    private final SchoolRegister schools;
    private final OwnSchools ownSchools;
    private final Classes classes;
    private final ObjectProvider<ClassFollowUp> followUps;
    private final HubSettings hub;
    private final Pages pages;
    private final Clock clock;

    SchoolsController(
            SchoolRegister schools,
            OwnSchools ownSchools,
            Classes classes,
            ObjectProvider<ClassFollowUp> followUps,
            HubSettings hub,
            Pages pages,
            Clock clock) {
        this.followUps = followUps;
        this.schools = schools;
        this.ownSchools = ownSchools;
        this.classes = classes;
        this.hub = hub;
        this.pages = pages;
        this.clock = clock;
    }

    /** Reads the filter from the URL; by default, the municipality of the hub if there is only one. */
    private Filter filter(FormData fields) {
        boolean asked = fields.has("gemeente");
        List<String> own = hub.municipalities();
        return new Filter(
                fields.text("zoek"),
                asked ? fields.text("gemeente") : own.size() == 1 ? own.get(0) : "",
                fields.constant("soort", Sector.class).orElse(null),
                fields.id("bestuur"),
                fields.has("leeg"));
    }

    @GetMapping("/beheer/scholen")
    JteModel list(FormData fields) {
        Filter filter = filter(fields);
        Key after = key(fields);
        List<Line> lines = schools.list(filter, after, PAGE + 1);
        boolean more = lines.size() > PAGE;
        List<Line> shown = more ? lines.subList(0, PAGE) : lines;
        return pages.organisationsSchools(
                filter,
                shown,
                choices(schools.municipalities()),
                choices(schools.boards(filter.municipality())),
                after == null ? null : address("/beheer/scholen", filter, null),
                more
                        ? address(
                                "/beheer/scholen",
                                filter,
                                new Key(
                                        shown.get(PAGE - 1).name(),
                                        shown.get(PAGE - 1).id()))
                        : null,
                address("/beheer/scholen.csv", filter, null));
    }

    @GetMapping("/beheer/scholen.csv")
    void export(FormData fields, HttpServletResponse response) throws IOException {
        Filter filter = filter(fields);
        new TableExport(
                        "scholen",
                        COLUMNS,
                        TableExport.<Key>inBatches(after -> TableExport.Batch.byKey(
                                schools.list(filter, after, TableExport.BATCH_SIZE),
                                SchoolsController::row,
                                line -> new Key(line.name(), line.id()))))
                .download("csv", response);
    }

    private static List<@Nullable Object> row(Line line) {
        return Arrays.asList(
                line.brin6(),
                line.name(),
                line.sector(),
                line.kind(),
                line.address(),
                line.postcode(),
                line.town(),
                line.municipality(),
                line.board(),
                line.pupils(),
                line.countedIn());
    }

    @GetMapping("/beheer/scholen/{id}")
    JteModel school(
            @PathVariable("id") long id,
            @RequestParam(name = "deel", defaultValue = "") String part,
            @RequestParam(name = "verwijderd", required = false) @Nullable Long removed,
            @RequestParam(name = "overgegaan", required = false) @Nullable Integer movedFrom,
            @RequestParam(name = "versie", defaultValue = "") String movedVersion) {
        return page(id, part, removed, movedFrom, movedVersion, new FormData());
    }

    private JteModel page(
            long id,
            String part,
            @Nullable Long removed,
            @Nullable Integer movedFrom,
            String movedVersion,
            FormData form) {
        Details details = schools.find(id).orElseThrow(() -> ClassesController.notFound(id));
        SchoolYear year = SchoolYear.of(Dates.today(clock));
        if (!form.has("email")) {
            form.put("email", details.email());
        }
        return pages.organisationsSchool(
                details,
                year,
                part.equals("klassen") || part.equals("dicht") ? part : "",
                classes.list(id, year),
                classes.list(id, year.next()),
                schools.groups(id, year),
                Optional.ofNullable(removed)
                        .flatMap(classes::find)
                        .filter(k -> k.siteId() == id)
                        .orElse(null),
                removed == null
                        ? 0
                        : followUps.stream().mapToInt(one -> one.open(removed)).sum(),
                ownSchools.find(id).isPresent(),
                movedFrom,
                movedVersion,
                form);
    }

    @PostMapping("/beheer/scholen/{id}/dicht")
    View close(@AuthenticationPrincipal Actor actor, @PathVariable("id") long id, FormData form, Reply reply) {
        LocalDate day = form.day("dag", Dates.today(clock), "form.day");
        return form.then(() -> schools.close(actor, id, day, form.text("reden")))
                .either(
                        done -> reply.saved("schools.closed", "/beheer/scholen/" + id + "?deel=dicht"),
                        problems -> reply.refused(problems, page(id, "dicht", null, null, "", form)));
    }

    @PostMapping("/beheer/scholen/{id}/mail")
    View changeEmail(@AuthenticationPrincipal Actor actor, @PathVariable("id") long id, FormData form, Reply reply) {
        return schools.changeEmail(actor, id, form.text("email"))
                .either(
                        done -> reply.saved("schools.mail.saved", "/beheer/scholen/" + id),
                        problems -> reply.refused(problems, page(id, "", null, null, "", form)));
    }

    @PostMapping("/beheer/scholen/{id}/open")
    View open(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            @RequestParam("dag") LocalDate day,
            Reply reply) {
        schools.open(actor, id, day);
        return reply.saved("schools.opened", "/beheer/scholen/" + id + "?deel=dicht");
    }

    private static Map<String, String> choices(List<SchoolRegister.Choice> choices) {
        Map<String, String> map = new LinkedHashMap<>();
        choices.forEach(choice -> map.put(choice.value(), choice.name()));
        return map;
    }

    private static @Nullable Key key(FormData fields) {
        Long id = fields.id("na");
        return id == null ? null : new Key(fields.text("naam"), id);
    }

    private static String address(String path, Filter filter, @Nullable Key after) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path)
                .queryParam("zoek", "{words}")
                .queryParam("gemeente", filter.municipality());
        if (filter.sector() != null) {
            address.queryParam("soort", filter.sector());
        }
        if (filter.board() != null) {
            address.queryParam("bestuur", filter.board());
        }
        if (filter.empty()) {
            address.queryParam("leeg", "1");
        }
        if (after != null) {
            address.queryParam("naam", "{name}").queryParam("na", after.id());
        }
        return address.encode()
                .buildAndExpand(Map.of("words", filter.words(), "name", after == null ? "" : after.name()))
                .toUriString();
    }
}
