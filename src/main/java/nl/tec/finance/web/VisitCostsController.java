package nl.tec.finance.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.finance.Budget;
import nl.tec.finance.BudgetOverview;
import nl.tec.finance.FundingSource;
import nl.tec.finance.PriceRule;
import nl.tec.finance.SchoolCharge;
import nl.tec.finance.SchoolPrices;
import nl.tec.finance.VisitCosts;
import nl.tec.hub.TableExport;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.World;
import nl.tec.web.PageInMemory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The costs of visits, and what schools pay for them, for whoever may read the money. */
@Controller
@RequestMapping("/geld")
class VisitCostsController {

    /** The page sizes; on a phone, each row is a card. */
    private static final int ACTIVITIES = 10;

    private static final int VISITS = 20;
    private static final int SCHOOLS = 25;

    private final VisitCosts costs;
    private final SchoolPrices prices;
    private final Budget budget;
    private final Pages pages;

    VisitCostsController(VisitCosts costs, SchoolPrices prices, Budget budget, Pages pages) {
        this.costs = costs;
        this.prices = prices;
        this.budget = budget;
        this.pages = pages;
    }

    @GetMapping("/bezoeken")
    JteModel year(FormData query) {
        BudgetOverview plan = budget.plan();
        World world = query.constant("wereld", World.class).orElse(null);
        VisitCosts.Year year = costs.year(MoneyForms.year(query, plan));
        List<VisitCosts.Row> activities = year.activities().stream()
                .filter(row -> world == null || row.world() == world)
                .toList();
        return pages.financeVisits(
                year,
                MoneyForms.years(plan),
                world,
                PageInMemory.of(activities, VisitCostsController::activity, query.text("na"), ACTIVITIES));
    }

    @GetMapping("/bezoeken/activiteit/{id:[0-9]{1,18}}")
    JteModel activity(@PathVariable long id, FormData query) {
        int year = MoneyForms.year(query, budget.plan());
        List<VisitCosts.Visit> visits = costs.visits(year, id);
        if (visits.isEmpty()) {
            throw new NotFound("visits of activity " + id + " in " + year);
        }
        return pages.financeVisitsOf(
                year, visits, PageInMemory.of(visits, VisitCosts.Visit::sessionId, query.text("na"), VISITS));
    }

    private static long activity(VisitCosts.Row row) {
        Long id = row.activityId();
        return id == null ? 0 : id;
    }

    @GetMapping("/bezoeken/{id:[0-9]{1,18}}")
    JteModel visit(@PathVariable long id) {
        return pages.financeVisit(costs.visit(id), new FormData());
    }

    @GetMapping("/scholen")
    JteModel schools(FormData query) {
        BudgetOverview plan = budget.plan();
        int year = MoneyForms.year(query, plan);
        List<SchoolCharge> charges = prices.charges(year);
        List<SchoolPrices.School> schools = SchoolPrices.schools(charges);
        return pages.financeSchools(
                year,
                MoneyForms.years(plan),
                schools,
                PageInMemory.of(schools, SchoolPrices.School::siteId, query.text("na"), SCHOOLS),
                prices.rules(),
                budget.sources());
    }

    @GetMapping("/scholen/{id:[0-9]{1,18}}")
    JteModel school(@PathVariable long id, FormData query) {
        int year = MoneyForms.year(query, budget.plan());
        List<SchoolCharge> charges = prices.charges(year, id);
        if (charges.isEmpty()) {
            throw new NotFound("charges of school " + id + " in " + year);
        }
        return pages.financeSchool(year, charges);
    }

    /** Downloads a line for each visit, for the bookkeeping. */
    @GetMapping("/scholen.{kind:csv|xlsx}")
    void download(@PathVariable String kind, FormData query, HttpServletResponse response) throws IOException {
        int year = MoneyForms.year(query, budget.plan());
        Map<Long, String> sources =
                budget.sources().stream().collect(Collectors.toMap(FundingSource::id, FundingSource::name));
        new TableExport(
                        "scholen-" + year,
                        List.of(
                                "datum",
                                "school",
                                "BRIN",
                                "activiteit",
                                "boeking",
                                "deelnemers",
                                "prijs",
                                "korting",
                                "betaald door fonds",
                                "fonds",
                                "te betalen door school"),
                        prices.charges(year).stream()
                                .map(charge -> row(charge, sources))
                                .toList())
                .download(kind, response);
    }

    private static List<@Nullable Object> row(SchoolCharge charge, Map<Long, String> sources) {
        return Arrays.asList(
                charge.visit().day(),
                charge.visit().school(),
                charge.visit().brin6(),
                charge.visit().activity().dutch(),
                charge.visit().bookingId(),
                charge.visit().participants(),
                MoneyFiles.decimal(charge.visit().price()),
                MoneyFiles.decimal(charge.discount()),
                MoneyFiles.decimal(charge.fund()),
                charge.funds().stream()
                        .map(part -> name(part.rule(), sources))
                        .distinct()
                        .collect(Collectors.joining(", ")),
                MoneyFiles.decimal(charge.pays()));
    }

    private static String name(PriceRule rule, Map<Long, String> sources) {
        Long source = rule.sourceId();
        return source == null ? "" : sources.getOrDefault(source, "");
    }
}
