package nl.tec.finance.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.finance.Budget;
import nl.tec.finance.BudgetLine;
import nl.tec.finance.BudgetScenario;
import nl.tec.finance.Certainty;
import nl.tec.finance.CostCategory;
import nl.tec.finance.FundingSource;
import nl.tec.finance.FundingSource.Terms;
import nl.tec.finance.LineKind;
import nl.tec.finance.SourceKind;
import nl.tec.hub.Reply;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Money;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** Changes of the budget and its sources by the programme manager and the administrator. */
@Controller
@RequestMapping("/beheer/geld")
class ManageBudgetController {

    private final Budget budget;
    private final Pages pages;
    private final Clock clock;

    ManageBudgetController(Budget budget, Pages pages, Clock clock) {
        this.budget = budget;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    JteModel manage() {
        return pages.financeManage(budget.sources(), budget.scenarios());
    }

    @GetMapping("/regel/nieuw")
    JteModel newLine(FormData query) {
        BudgetScenario scenario = scenario(query);
        LineKind kind = query.constant("soort", LineKind.class).orElse(LineKind.COST);
        FormData form = new FormData().put("jaar", Dates.today(clock).getYear()).put("zekerheid", Certainty.EXPECTED);
        return linePage(null, scenario, kind, form);
    }

    private BudgetScenario scenario(FormData form) {
        Long id = form.id("scenario");
        return id == null ? budget.plan().scenario() : budget.scenario(id);
    }

    @PostMapping("/regel/nieuw")
    View addLine(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        BudgetScenario scenario = scenario(form);
        LineKind kind = form.constant("soort", LineKind.class).orElse(LineKind.COST);
        return saveLine(null, scenario, kind, form, actor, reply);
    }

    @GetMapping("/regel/{id:[0-9]{1,18}}")
    JteModel editLine(@PathVariable long id) {
        BudgetLine line = line(id);
        FormData form = new FormData()
                .put("version", line.version())
                .put("jaar", line.year())
                .put("rubriek", line.category())
                .put("bron", line.sourceId())
                .put("wat", line.what())
                .put("bedrag", line.written().typed())
                .put("zekerheid", line.certainty())
                .put("uiterlijk", line.spentBy());
        return linePage(line, budget.scenario(line.scenarioId()), line.kind(), form);
    }

    @PostMapping("/regel/{id:[0-9]{1,18}}")
    View changeLine(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        BudgetLine line = line(id);
        return saveLine(line, budget.scenario(line.scenarioId()), line.kind(), form, actor, reply);
    }

    @PostMapping("/regel/{id:[0-9]{1,18}}/weg")
    View removeLine(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        String back = budget.findLine(id)
                .map(line -> lines(budget.scenario(line.scenarioId()), line.year()))
                .orElse("/geld/regels");
        budget.remove(id, actor);
        return reply.saved("finance.line.removed", back);
    }

    private View saveLine(
            @Nullable BudgetLine line,
            BudgetScenario scenario,
            LineKind kind,
            FormData form,
            Actor actor,
            Reply reply) {
        int year = form.number("jaar", "finance.problem.year");
        Long cents = form.cents("bedrag", "form.money");
        Money amount = new Money(Objects.requireNonNullElse(cents, 0L));
        BudgetLine typed = new BudgetLine(
                line == null ? 0 : line.id(),
                scenario.id(),
                year,
                kind,
                form.constant("rubriek", CostCategory.class).orElse(null),
                kind == LineKind.COST ? null : form.id("bron"),
                form.line("wat"),
                amount,
                amount,
                1000,
                form.constant("zekerheid", Certainty.class).orElse(Certainty.EXPECTED),
                form.day("uiterlijk", "form.day"),
                line == null ? 0 : form.number("version"));
        if (typed.sourceId() != null) {
            budget.source(typed.sourceId());
        }
        return form.then(() -> budget.save(typed, actor))
                .either(id -> reply.saved("finance.saved", lines(scenario, year)), problems -> {
                    if (line != null && problems.has(Budget.OUTDATED)) {
                        form.put("version", line(line.id()).version());
                    }
                    return reply.refused(problems, linePage(line, scenario, kind, form));
                });
    }

    private static String lines(BudgetScenario scenario, int year) {
        return "/geld/regels?jaar=" + year + (scenario.plan() ? "" : "&scenario=" + scenario.id());
    }

    private JteModel linePage(@Nullable BudgetLine line, BudgetScenario scenario, LineKind kind, FormData form) {
        return pages.financeLine(line, scenario, kind, form, budget.sources());
    }

    private BudgetLine line(long id) {
        return budget.findLine(id).orElseThrow(() -> new NotFound("budget line " + id));
    }

    @GetMapping("/bron/nieuw")
    JteModel newSource() {
        return sourcePage(null, new FormData().put("soort", SourceKind.GRANT));
    }

    @PostMapping("/bron/nieuw")
    View addSource(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return saveSource(null, form, actor, reply);
    }

    @GetMapping("/bron/{id:[0-9]{1,18}}")
    JteModel editSource(@PathVariable long id) {
        FundingSource source = budget.source(id);
        Terms terms = source.terms();
        FormData form = new FormData()
                .put("version", source.version())
                .put("naam", source.name())
                .put("soort", source.kind())
                .put("uitleg", source.about())
                .put("stuk", source.origin())
                .put("kosten", terms.onlyFor().stream().map(CostCategory::name).toList())
                .put("tot", terms.until())
                .put("deel", terms.mostPercent())
                .put("naast", terms.matchPercent())
                .put("natura", terms.inKindMatches() ? "ja" : "")
                .put("regeling", terms.programmeId());
        return sourcePage(source, form);
    }

    @PostMapping("/bron/{id:[0-9]{1,18}}")
    View changeSource(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return saveSource(budget.source(id), form, actor, reply);
    }

    @PostMapping("/bron/{id:[0-9]{1,18}}/weg")
    View removeSource(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        budget.source(id);
        return budget.removeSource(id, actor)
                .either(
                        done -> reply.saved("finance.source.removed", "/beheer/geld"),
                        problems -> reply.warn("finance.problem.sourceUsed", "/beheer/geld/bron/" + id));
    }

    private View saveSource(@Nullable FundingSource source, FormData form, Actor actor, Reply reply) {
        Set<CostCategory> onlyFor = EnumSet.noneOf(CostCategory.class);
        onlyFor.addAll(form.constants("kosten", CostCategory.class));
        FundingSource typed = new FundingSource(
                source == null ? 0 : source.id(),
                form.line("naam"),
                form.constant("soort", SourceKind.class).orElse(SourceKind.OTHER),
                form.text("uitleg").strip(),
                form.line("stuk"),
                new Terms(
                        onlyFor,
                        form.day("tot", "form.day"),
                        form.optionalNumber("deel"),
                        form.optionalNumber("naast"),
                        form.has("natura", "ja"),
                        form.id("regeling")),
                source == null ? 0 : form.number("version"));
        Outcome<Long> outcome = form.then(() -> budget.save(typed, actor));
        return outcome.either(id -> reply.saved("finance.saved", "/geld/bron/" + id), problems -> {
            if (source != null && problems.has(Budget.OUTDATED)) {
                form.put("version", budget.source(source.id()).version());
            }
            return reply.refused(problems, sourcePage(source, form));
        });
    }

    private JteModel sourcePage(@Nullable FundingSource source, FormData form) {
        return pages.financeManageSource(source, form, budget.programmes());
    }
}
