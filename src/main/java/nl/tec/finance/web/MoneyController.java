package nl.tec.finance.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import nl.tec.finance.Budget;
import nl.tec.finance.BudgetLine;
import nl.tec.finance.BudgetOverview;
import nl.tec.finance.BudgetScenario;
import nl.tec.finance.CostPerPupil;
import nl.tec.finance.FundingSource;
import nl.tec.finance.Ledger;
import nl.tec.finance.LedgerFilter;
import nl.tec.shared.FormData;
import nl.tec.web.PageInMemory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Pages about the money for those who may read it: the year, its sources, what is behind each figure. No personal data. */
@Controller
@RequestMapping("/geld")
class MoneyController {

    /** The page size of lines and bookings; on a phone, each is a card. */
    private static final int PAGE = 25;

    private final Budget budget;
    private final Ledger ledger;
    private final CostPerPupil perPupil;
    private final Pages pages;

    MoneyController(Budget budget, Ledger ledger, CostPerPupil perPupil, Pages pages) {
        this.budget = budget;
        this.ledger = ledger;
        this.perPupil = perPupil;
        this.pages = pages;
    }

    @GetMapping
    JteModel year(FormData query) {
        BudgetOverview plan = budget.plan();
        List<Integer> years = MoneyForms.years(plan);
        int year = MoneyForms.year(query, plan);
        return pages.financeMoney(
                plan, years, year, perPupil.of(plan, List.of(year)).get(0));
    }

    @GetMapping("/bron/{id:[0-9]{1,18}}")
    JteModel source(@PathVariable long id) {
        BudgetOverview plan = budget.plan();
        FundingSource source = budget.source(id);
        return pages.financeSource(plan, source, budget.programmes());
    }

    /** The lines behind a figure of the plan or of a scenario. */
    @GetMapping("/regels")
    JteModel lines(FormData query) {
        Long scenario = query.id("scenario");
        BudgetOverview shown = scenario == null ? budget.plan() : budget.overview(scenario);
        LedgerFilter filter = MoneyForms.filter(query);
        List<BudgetLine> lines = lines(shown, filter);
        return pages.financeLines(shown, filter, lines, PageInMemory.of(lines, BudgetLine::id, query.text("na"), PAGE));
    }

    private static List<BudgetLine> lines(BudgetOverview shown, LedgerFilter filter) {
        return shown.lines().stream()
                .filter(line -> filter.year() == null || line.year() == filter.year())
                .filter(line -> filter.kind() == null || line.kind() == filter.kind())
                .filter(line -> filter.category() == null || line.cost() && line.category() == filter.category())
                .filter(line -> filter.sourceId() == null || filter.sourceId().equals(line.sourceId()))
                .toList();
    }

    /** The bookings behind a figure. */
    @GetMapping("/boekingen")
    JteModel bookings(FormData query) {
        LedgerFilter filter = MoneyForms.filter(query);
        LocalDate day = query.day("dag");
        Long id = query.id("na");
        Ledger.Key after = day == null || id == null ? null : new Ledger.Key(day, id);
        return pages.financeBookings(
                filter,
                ledger.page(filter, after, PAGE),
                ledger.sums(filter),
                budget.sources(),
                ledger.years(),
                after != null);
    }

    @GetMapping("/boekingen.{kind:csv|xlsx}")
    void downloadBookings(@PathVariable String kind, FormData query, HttpServletResponse response) throws IOException {
        MoneyFiles.bookings(ledger, MoneyForms.filter(query), budget.sources()).download(kind, response);
    }

    /** Two scenarios side by side; the plan and the first of the others unless others are chosen. */
    @GetMapping("/scenarios")
    JteModel scenarios(FormData query) {
        List<BudgetScenario> all = budget.scenarios();
        Long left = query.id("a");
        Long right = query.id("b");
        BudgetOverview first = left == null ? budget.plan() : budget.overview(left);
        BudgetOverview second = right != null
                ? budget.overview(right)
                : all.size() < 2 ? null : budget.overview(all.get(1).id());
        return pages.financeScenarios(all, first, second);
    }

    @GetMapping("/begroting.{kind:csv|xlsx}")
    void downloadPlan(@PathVariable String kind, FormData query, HttpServletResponse response) throws IOException {
        Long scenario = query.id("scenario");
        MoneyFiles.lines(scenario == null ? budget.plan() : budget.overview(scenario))
                .download(kind, response);
    }
}
