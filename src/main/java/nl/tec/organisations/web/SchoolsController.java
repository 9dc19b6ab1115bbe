package nl.tec.organisations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.hub.HubSettings;
import nl.tec.hub.TableExport;
import nl.tec.organisations.ClassFollowUp;
import nl.tec.organisations.Classes;
import nl.tec.organisations.OwnSchools;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolRegister;
import nl.tec.organisations.SchoolRegister.Details;
import nl.tec.organisations.SchoolRegister.Filter;
import nl.tec.organisations.SchoolRegister.Key;
import nl.tec.organisations.SchoolRegister.Line;
import nl.tec.organisations.SchoolRegister.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The schools, for the programme managers: to find, to look at, to take along as a file. */
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
    private final Clock clock;

    SchoolsController(
            SchoolRegister schools,
            OwnSchools ownSchools,
            Classes classes,
            ObjectProvider<ClassFollowUp> followUps,
            HubSettings hub,
            Clock clock) {
        this.followUps = followUps;
        this.schools = schools;
        this.ownSchools = ownSchools;
        this.classes = classes;
        this.hub = hub;
        this.clock = clock;
    }

    /** The filter as it stands in the address; without one, the hub's own municipality where it has one. */
    private Filter filter(Map<String, String> fields) {
        boolean asked = fields.containsKey("gemeente");
        List<String> own = hub.municipalities();
        Sector sector = Arrays.stream(Sector.values())
                .filter(s -> s.name().equals(fields.get("soort")))
                .findFirst()
                .orElse(null);
        String board = fields.getOrDefault("bestuur", "");
        return new Filter(
                fields.getOrDefault("zoek", ""),
                asked ? fields.getOrDefault("gemeente", "") : own.size() == 1 ? own.get(0) : "",
                sector,
                board.matches("[0-9]{1,18}") ? Long.valueOf(board) : null,
                fields.containsKey("leeg"));
    }

    @GetMapping("/beheer/scholen")
    String list(@RequestParam Map<String, String> fields, Model model) {
        Filter filter = filter(fields);
        Key after = key(fields);
        List<Line> lines = schools.list(filter, after, PAGE + 1);
        boolean more = lines.size() > PAGE;
        List<Line> shown = more ? lines.subList(0, PAGE) : lines;
        model.addAttribute("filter", filter);
        model.addAttribute("lines", shown);
        model.addAttribute("municipalities", choices(schools.municipalities()));
        model.addAttribute("boards", choices(schools.boards(filter.municipality())));
        model.addAttribute("first", after == null ? null : address("/beheer/scholen", filter, null));
        model.addAttribute(
                "next",
                more
                        ? address(
                                "/beheer/scholen",
                                filter,
                                new Key(
                                        shown.get(PAGE - 1).name(),
                                        shown.get(PAGE - 1).id()))
                        : null);
        model.addAttribute("export", address("/beheer/scholen.csv", filter, null));
        return "organisations/schools";
    }

    @GetMapping("/beheer/scholen.csv")
    void export(@RequestParam Map<String, String> fields, HttpServletResponse response) throws IOException {
        Filter filter = filter(fields);
        new TableExport(
                        "scholen",
                        COLUMNS,
                        TableExport.<Key>inPieces(after -> TableExport.Piece.byKey(
                                schools.list(filter, after, TableExport.PIECE),
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
    String school(
            @PathVariable("id") long id,
            @RequestParam(name = "deel", defaultValue = "") String part,
            @RequestParam(name = "verwijderd", required = false) @Nullable Long removed,
            @RequestParam(name = "overgegaan", required = false) @Nullable Integer movedFrom,
            @RequestParam(name = "versie", defaultValue = "") String movedVersion,
            Model model) {
        model.addAttribute("movedFrom", movedFrom);
        model.addAttribute("movedVersion", movedVersion);
        return page(id, part, removed, null, "", "", new Problems(), model);
    }

    private String page(
            long id,
            String part,
            @Nullable Long removed,
            @Nullable String email,
            String day,
            String reason,
            Problems problems,
            Model model) {
        Details details = schools.find(id).orElseThrow(ClassesController::notFound);
        SchoolYear year = SchoolYear.of(LocalDate.now(clock));
        model.addAttribute("details", details);
        model.addAttribute("own", ownSchools.find(id).isPresent());
        model.addAttribute("year", year);
        model.addAttribute("part", part.equals("klassen") || part.equals("dicht") ? part : "");
        model.addAttribute("now", classes.list(id, year));
        model.addAttribute("next", classes.list(id, year.next()));
        model.addAttribute("groups", schools.groups(id, year));
        Optional<SchoolClass> gone = Optional.ofNullable(removed).flatMap(classes::find);
        model.addAttribute(
                "open",
                removed == null
                        ? 0
                        : followUps.stream().mapToInt(one -> one.open(removed)).sum());
        model.addAttribute("removed", gone.filter(k -> k.siteId() == id).orElse(null));
        model.addAttribute("email", email == null ? details.email() : email);
        model.addAttribute("day", day);
        model.addAttribute("reason", reason);
        model.addAttribute("problems", problems);
        return "organisations/school";
    }

    @PostMapping("/beheer/scholen/{id}/dicht")
    String close(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            @RequestParam(name = "dag", defaultValue = "") String day,
            @RequestParam(name = "reden", defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Problems problems = new Problems();
        try {
            Outcome outcome = schools.close(actor, id, LocalDate.parse(day), reason);
            if (outcome instanceof Outcome.Done) {
                Flash.say(request, response, "schools.closed");
                return "redirect:/beheer/scholen/" + id + "?deel=dicht";
            }
            if (!(outcome instanceof Outcome.Refused refused)) {
                throw ClassesController.notFound();
            }
            problems = refused.problems();
        } catch (DateTimeParseException notADay) {
            problems.add("dag", "schools.problem.day");
        }
        response.setStatus(422);
        return page(id, "dicht", null, null, day, reason, problems, model);
    }

    @PostMapping("/beheer/scholen/{id}/mail")
    String changeEmail(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            @RequestParam(name = "email", defaultValue = "") String email,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Outcome outcome = schools.changeEmail(actor, id, email);
        if (outcome instanceof Outcome.Refused refused) {
            response.setStatus(422);
            return page(id, "", null, email, "", "", refused.problems(), model);
        }
        if (!(outcome instanceof Outcome.Done)) {
            throw ClassesController.notFound();
        }
        Flash.say(request, response, "schools.mail.saved");
        return "redirect:/beheer/scholen/" + id;
    }

    @PostMapping("/beheer/scholen/{id}/open")
    String open(
            @AuthenticationPrincipal Actor actor,
            @PathVariable("id") long id,
            @RequestParam("dag") LocalDate day,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!(schools.open(actor, id, day) instanceof Outcome.Done)) {
            throw ClassesController.notFound();
        }
        Flash.say(request, response, "schools.opened");
        return "redirect:/beheer/scholen/" + id + "?deel=dicht";
    }

    private static Map<String, String> choices(List<SchoolRegister.Choice> choices) {
        Map<String, String> map = new LinkedHashMap<>();
        choices.forEach(choice -> map.put(choice.value(), choice.name()));
        return map;
    }

    private static @Nullable Key key(Map<String, String> fields) {
        String id = fields.getOrDefault("na", "");
        return id.matches("[0-9]{1,18}") ? new Key(fields.getOrDefault("naam", ""), Long.parseLong(id)) : null;
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
