package nl.tec.partners.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Flash;
import nl.tec.hub.TableExport;
import nl.tec.partners.Contribution;
import nl.tec.partners.ContributionOverview;
import nl.tec.partners.ContributionOverview.Line;
import nl.tec.partners.ContributionOverview.Which;
import nl.tec.partners.Contributions;
import nl.tec.partners.Contributions.Outcome;
import nl.tec.partners.PartnerPart;
import nl.tec.partners.Partners;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Who promised what, what came and what is open: for board and municipality (journey 7) and for programme managers. No
 * personal data.
 */
@Controller
class PromisesController {

    private static final int PAGE = 100;
    private static final int TO_DO = 25;

    private static final List<String> COLUMNS = List.of(
            "partner",
            "soort partner",
            "jaar",
            "soort",
            "wat",
            "eenheid",
            "toegezegd",
            "nagekomen",
            "extra",
            "nog open",
            "toegezegd in euro",
            "nagekomen in euro",
            "extra in euro",
            "nog open in euro",
            "uiterlijk");

    private final ContributionOverview overview;
    private final Contributions contributions;
    private final Partners partners;
    private final PartnerParts parts;
    private final Clock clock;

    PromisesController(
            ContributionOverview overview,
            Contributions contributions,
            Partners partners,
            PartnerParts parts,
            Clock clock) {
        this.overview = overview;
        this.contributions = contributions;
        this.partners = partners;
        this.parts = parts;
        this.clock = clock;
    }

    @GetMapping("/beheer/bijdragen")
    String overview(
            @RequestParam(name = "jaar", defaultValue = "") String asked,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        return overview(asked, "", new Problems(), actor, model);
    }

    private String overview(String asked, String typed, Problems problems, Actor actor, Model model) {
        LocalDate today = Dates.dayOf(clock.instant());
        int year = PartnerForms.year(asked, today);
        boolean maker = actor.is(Role.PROGRAMME_MANAGER);
        Years years = new Years(overview.cells(), today.getYear());
        model.addAttribute("years", years);
        model.addAttribute("year", year);
        model.addAttribute("maker", maker);
        model.addAttribute("lines", overview.lines(year, "", Which.ALL, null, PAGE));
        model.addAttribute("toDo", maker ? overview.toDo(TO_DO) : List.of());
        model.addAttribute("funded", overview.funded(year));
        model.addAttribute("typed", typed);
        model.addAttribute("problems", problems);
        return "partners/overview";
    }

    @GetMapping("/beheer/bijdragen/lijst.{kind:csv|xlsx}")
    void download(
            @PathVariable String kind,
            @RequestParam(name = "jaar", defaultValue = "") String asked,
            HttpServletResponse response)
            throws IOException {
        int year = PartnerForms.year(asked, Dates.dayOf(clock.instant()));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (ContributionOverview.Row row : overview.rows(year)) {
            Contribution c = row.contribution();
            rows.add(Arrays.asList(
                    row.organisation(),
                    row.organisationKind().name(),
                    c.year(),
                    c.kind().name(),
                    c.what(),
                    c.unit().name(),
                    decimal(c.amount()),
                    decimal(c.fulfilled().hundredths()),
                    decimal(c.beyond().hundredths()),
                    decimal(c.outstanding().hundredths()),
                    decimal(c.worth().cents()),
                    decimal(c.fulfilledWorth().cents()),
                    decimal(c.beyondWorth().cents()),
                    decimal(c.outstandingWorth().cents()),
                    c.due()));
        }
        new TableExport("bijdragen-" + year, COLUMNS, rows).download(kind, response);
    }

    private static java.math.BigDecimal decimal(long hundredths) {
        return java.math.BigDecimal.valueOf(hundredths, 2);
    }

    @PostMapping("/beheer/partners/regelingen")
    String addProgramme(
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String name = typed.getOrDefault("regeling", "");
        if (contributions.addProgramme(name, actor) instanceof Outcome.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return overview(typed.getOrDefault("jaar", ""), name, refused.problems(), actor, model);
        }
        Flash.say(request, response, "contributions.programmeAdded");
        return "redirect:/beheer/bijdragen#regelingen";
    }

    @PostMapping("/beheer/partners/regelingen/{id:[0-9]+}/einde")
    String endProgramme(
            @PathVariable long id,
            @RequestParam(name = "terug", defaultValue = "false") boolean back,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        contributions.endProgramme(id, !back, actor);
        Flash.say(request, response, back ? "contributions.programmeBack" : "contributions.programmeEnded");
        return "redirect:/beheer/bijdragen#regelingen";
    }

    @GetMapping("/toezeggingen")
    String promises(@RequestParam Map<String, String> fields, Model model) {
        LocalDate today = Dates.dayOf(clock.instant());
        int year = PartnerForms.year(fields.getOrDefault("jaar", ""), today);
        String words = PartnerForms.cut(fields.getOrDefault("zoek", ""));
        Which which = which(fields.getOrDefault("stand", ""));
        ContributionOverview.Key after = PartnerForms.number(fields.get("na"))
                .map(id -> new ContributionOverview.Key(fields.getOrDefault("naam", ""), id))
                .orElse(null);
        List<Line> lines = overview.lines(year, words, which, after, PAGE + 1);
        boolean more = lines.size() > PAGE;
        List<Line> shown = more ? lines.subList(0, PAGE) : lines;
        model.addAttribute("year", year);
        model.addAttribute("years", new Years(overview.cells(), today.getYear()));
        model.addAttribute("words", words);
        model.addAttribute("which", which);
        model.addAttribute("lines", shown);
        model.addAttribute("first", after == null ? null : address(year, words, which, null));
        model.addAttribute("next", more ? address(year, words, which, shown.get(PAGE - 1)) : null);
        return "partners/promises";
    }

    @GetMapping("/toezeggingen/{id:[0-9]+}")
    String promise(
            @PathVariable long id,
            @RequestParam(name = "jaar", defaultValue = "") String year,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        model.addAttribute("partner", partners.get(id, actor));
        model.addAttribute("panels", parts.in(PartnerPart.Slot.COMMITMENTS, id));
        int shown = PartnerForms.year(year, Dates.dayOf(clock.instant()));
        model.addAttribute("year", shown);
        model.addAttribute("came", contributions.came(id, shown, actor));
        return "partners/promise";
    }

    private static Which which(String asked) {
        return switch (asked) {
            case "open" -> Which.OPEN;
            case "laat" -> Which.LATE;
            default -> Which.ALL;
        };
    }

    private static String address(int year, String words, Which which, @Nullable Line after) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/toezeggingen")
                .queryParam("jaar", year)
                .queryParam("zoek", "{words}");
        if (which != Which.ALL) {
            address.queryParam("stand", which == Which.OPEN ? "open" : "laat");
        }
        if (after != null) {
            address.queryParam("naam", "{name}").queryParam("na", after.organisationId());
        }
        return address.encode()
                .buildAndExpand(Map.of("words", words, "name", after == null ? "" : after.name()))
                .toUriString();
    }
}
