package nl.tec.partners.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.partners.Contribution;
import nl.tec.partners.ContributionOverview;
import nl.tec.partners.ContributionOverview.Line;
import nl.tec.partners.ContributionOverview.Which;
import nl.tec.partners.Contributions;
import nl.tec.partners.PartnerPart;
import nl.tec.partners.Partners;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The pages with all contributions of partners, delivered and outstanding, for board and municipality (journey 7) and for programme
 * managers. Without personal data.
 */
@Controller
class ContributionTotalsController {

    private static final int PAGE = 40;
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
    private final Pages pages;
    private final Clock clock;

    ContributionTotalsController(
            ContributionOverview overview,
            Contributions contributions,
            Partners partners,
            PartnerParts parts,
            Pages pages,
            Clock clock) {
        this.overview = overview;
        this.contributions = contributions;
        this.partners = partners;
        this.parts = parts;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/beheer/bijdragen")
    JteModel overview(FormData query, @AuthenticationPrincipal Actor actor) {
        return page(query, actor);
    }

    private JteModel page(FormData form, Actor actor) {
        LocalDate today = Dates.today(clock);
        int year = PartnerForms.year(form, today);
        boolean manager = actor.is(Role.PROGRAMME_MANAGER);
        Years years = new Years(overview.cells(), today.getYear());
        List<Line> lines = overview.lines(year, "", Which.ALL, null, PAGE);
        return pages.partnersOverview(
                years,
                year,
                manager,
                lines,
                lines.size() == PAGE,
                manager ? overview.toDo(TO_DO) : List.of(),
                overview.funded(year),
                form.text("regeling"));
    }

    @GetMapping("/beheer/bijdragen/lijst.{kind:csv|xlsx}")
    void download(@PathVariable String kind, FormData query, HttpServletResponse response) throws IOException {
        int year = PartnerForms.year(query, Dates.today(clock));
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

    private static BigDecimal decimal(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2);
    }

    @PostMapping("/beheer/partners/regelingen")
    View addProgramme(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return contributions
                .addProgramme(form.text("regeling"), actor)
                .either(
                        done -> reply.saved("contributions.programmeAdded", "/beheer/bijdragen#regelingen"),
                        problems -> reply.refused(problems, page(form, actor)));
    }

    @PostMapping("/beheer/partners/regelingen/{id:[0-9]+}/einde")
    View endProgramme(
            @PathVariable long id,
            @RequestParam(name = "terug", defaultValue = "false") boolean back,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        contributions.endProgramme(id, !back, actor);
        return reply.saved(
                back ? "contributions.programmeBack" : "contributions.programmeEnded", "/beheer/bijdragen#regelingen");
    }

    @GetMapping("/toezeggingen")
    JteModel promises(FormData fields) {
        LocalDate today = Dates.today(clock);
        int year = PartnerForms.year(fields, today);
        String words = PartnerForms.cut(fields.text("zoek"));
        Which which = which(fields.text("stand"));
        Long id = fields.id("na");
        ContributionOverview.Key after = id == null ? null : new ContributionOverview.Key(fields.text("naam"), id);
        List<Line> lines = overview.lines(year, words, which, after, PAGE + 1);
        boolean more = lines.size() > PAGE;
        List<Line> shown = more ? lines.subList(0, PAGE) : lines;
        return pages.partnersContributionTotals(
                year,
                new Years(overview.cells(), today.getYear()),
                words,
                which,
                shown,
                after == null ? null : address(year, words, which, null),
                more ? address(year, words, which, shown.get(PAGE - 1)) : null);
    }

    @GetMapping("/toezeggingen/{id:[0-9]+}")
    JteModel promise(@PathVariable long id, FormData query, @AuthenticationPrincipal Actor actor) {
        int shown = PartnerForms.year(query, Dates.today(clock));
        return pages.partnersContributionsOfPartner(
                partners.get(id, actor),
                parts.in(PartnerPart.Slot.COMMITMENTS, id),
                shown,
                contributions.came(id, shown, actor));
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
