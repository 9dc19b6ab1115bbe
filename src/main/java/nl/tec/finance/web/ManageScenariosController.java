package nl.tec.finance.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.ArrayList;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.finance.Budget;
import nl.tec.finance.BudgetScenario;
import nl.tec.finance.BudgetScenario.Factor;
import nl.tec.finance.CostCategory;
import nl.tec.finance.FundingSource;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** Pages for copying the budget into scenarios, and for their factors. */
@Controller
@RequestMapping("/beheer/geld/scenario")
class ManageScenariosController {

    private static final String COMPARE = "/geld/scenarios?b=";

    private final Budget budget;
    private final Pages pages;

    ManageScenariosController(Budget budget, Pages pages) {
        this.budget = budget;
        this.pages = pages;
    }

    @GetMapping("/nieuw")
    JteModel blank() {
        return newPage(new FormData());
    }

    @PostMapping("/nieuw")
    View copy(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Long from = form.id("van");
        return budget.copy(
                        from == null ? budget.plan().scenario().id() : from,
                        form.line("naam"),
                        form.text("uitleg").strip(),
                        actor)
                .either(
                        id -> reply.saved("finance.scenario.made", "/beheer/geld/scenario/" + id),
                        problems -> reply.refused(problems, newPage(form)));
    }

    private JteModel newPage(FormData form) {
        return pages.financeNewScenario(form, budget.scenarios());
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    JteModel edit(@PathVariable long id) {
        BudgetScenario scenario = budget.scenario(id);
        FormData form = new FormData()
                .put("version", scenario.version())
                .put("naam", scenario.name())
                .put("uitleg", scenario.about());
        for (Factor factor : scenario.factors()) {
            form.put(field(factor.category(), factor.sourceId()), factor.permille() / 10);
        }
        return page(scenario, form);
    }

    /** Returns the field of the factor of a category or a source. */
    private static String field(@Nullable CostCategory category, @Nullable Long sourceId) {
        return category == null ? "bron-" + sourceId : "rubriek-" + category;
    }

    @PostMapping("/{id:[0-9]{1,18}}")
    View change(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        BudgetScenario scenario = budget.scenario(id);
        List<Factor> factors = new ArrayList<>();
        if (!scenario.plan()) {
            for (CostCategory category : CostCategory.values()) {
                factors.add(new Factor(category, null, permille(form, field(category, null))));
            }
            for (FundingSource source : budget.sources()) {
                factors.add(new Factor(null, source.id(), permille(form, field(null, source.id()))));
            }
        }
        BudgetScenario typed = new BudgetScenario(
                id, form.line("naam"), form.text("uitleg").strip(), scenario.plan(), factors, form.number("version"));
        return form.then(() -> budget.save(typed, actor))
                .either(
                        done -> reply.saved("finance.saved", scenario.plan() ? "/beheer/geld" : COMPARE + id),
                        problems -> {
                            if (problems.has(Budget.OUTDATED)) {
                                form.put("version", budget.scenario(id).version());
                            }
                            return reply.refused(problems, page(scenario, form));
                        });
    }

    /** Returns a factor; an empty field leaves the amounts unchanged. */
    private static int permille(FormData form, String field) {
        return form.line(field).isEmpty() ? 1000 : form.number(field, "form.between", 0, 1000) * 10;
    }

    @PostMapping("/{id:[0-9]{1,18}}/weg")
    View remove(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        budget.removeScenario(id, actor);
        return reply.saved("finance.scenario.removed", "/geld/scenarios");
    }

    private JteModel page(BudgetScenario scenario, FormData form) {
        return pages.financeScenario(scenario, form, budget.sources());
    }
}
