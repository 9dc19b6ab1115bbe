package nl.tec.finance.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import nl.tec.accounts.Actor;
import nl.tec.finance.Budget;
import nl.tec.finance.CostItem;
import nl.tec.finance.CostRate;
import nl.tec.finance.PriceRule;
import nl.tec.finance.SchoolPrices;
import nl.tec.finance.VisitCosts;
import nl.tec.hub.Reply;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Money;
import nl.tec.shared.NotFound;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** Pages for rates, price rules of schools and actual quantities of visits. */
@Controller
@RequestMapping("/beheer/geld")
class RatesController {

    private static final String PATH = "/beheer/geld/tarieven";

    private final VisitCosts costs;
    private final SchoolPrices prices;
    private final Budget budget;
    private final Pages pages;
    private final Clock clock;

    RatesController(VisitCosts costs, SchoolPrices prices, Budget budget, Pages pages, Clock clock) {
        this.costs = costs;
        this.prices = prices;
        this.budget = budget;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/tarieven")
    JteModel rates() {
        return page(new FormData().put("vanaf", Dates.today(clock)).put("begint", Dates.today(clock)));
    }

    private JteModel page(FormData form) {
        return pages.financeRates(
                form,
                costs.rates(),
                prices.rules(),
                costs.activities(),
                costs.venues(),
                prices.schoolNames(),
                budget.sources());
    }

    @PostMapping("/tarieven")
    View addRate(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        CostItem item = form.constant("wat", CostItem.class).orElse(CostItem.GUIDE);
        Long cents = form.cents("bedrag", "form.money");
        form.problems().addIf(cents == null && form.line("bedrag").isEmpty(), "bedrag", "form.money");
        Long activity = form.id("activiteit");
        Long venue = form.id("plek");
        LocalDate from = form.day("vanaf", Dates.today(clock), "form.day");
        return form.then(() -> {
                    requireFound(activity == null || costs.activities().containsKey(activity));
                    requireFound(venue == null || costs.venues().containsKey(venue));
                    return costs.save(
                            new CostRate(0, item, activity, venue, "", new Money(cents == null ? 0 : cents), from),
                            actor);
                })
                .either(
                        done -> reply.saved("finance.saved", PATH),
                        problems -> reply.refused(problems, page(form.put("begint", Dates.today(clock)))));
    }

    @PostMapping("/tarieven/regel")
    View addRule(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Long most = form.cents("hoogstens", "form.money");
        Long source = form.id("fonds");
        Long activity = form.id("voor");
        Long site = form.id("school");
        Integer first = form.optionalNumber("eerste");
        PriceRule rule = new PriceRule(
                0,
                form.line("naam"),
                source,
                form.number("procent", "form.between", 1, 100),
                activity,
                site,
                first,
                most == null ? null : new Money(most),
                form.day("begint", Dates.today(clock), "form.day"),
                form.day("tot", "form.day"));
        return form.then(() -> {
                    requireFound(activity == null || costs.activities().containsKey(activity));
                    requireFound(site == null || prices.schoolNames().containsKey(site));
                    if (source != null) {
                        budget.source(source);
                    }
                    return prices.add(rule, actor);
                })
                .either(
                        done -> reply.saved("finance.saved", PATH + "#regels"),
                        problems -> reply.refused(problems, page(form.put("vanaf", Dates.today(clock)))));
    }

    @PostMapping("/tarieven/regel/{id:[0-9]{1,18}}/einde")
    View endRule(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        prices.end(id, actor);
        return reply.saved("finance.rule.ended", PATH + "#regels");
    }

    /** Corrects the actual quantity of an item of a visit; an empty field reverts to the planned quantity. */
    @PostMapping("/bezoek/{id:[0-9]{1,18}}")
    View correct(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        CostItem item = form.constant("item", CostItem.class).orElseThrow(() -> new NotFound("item"));
        Long subject = form.id("van");
        requireFound(subject != null);
        String typed = form.line("aantal");
        Integer quantity = typed.isEmpty() ? null : quantity(form, item);
        return form.then(() ->
                        costs.correct(id, item, subject == null ? 0 : subject, quantity, form.line("waarom"), actor))
                .either(
                        done -> reply.saved("finance.saved", "/geld/bezoeken/" + id),
                        problems -> reply.refused(problems, pages.financeVisit(costs.visit(id), form)));
    }

    /** Converts hours and kilometres, which are typed with decimals, to minutes and metres. */
    private static Integer quantity(FormData form, CostItem item) {
        Long hundredths = form.cents("aantal", "finance.problem.quantity");
        return hundredths == null
                ? Integer.valueOf(0)
                : Integer.valueOf((int) Math.min(Integer.MAX_VALUE, (hundredths * item.unit() + 50) / 100));
    }

    private static void requireFound(boolean there) {
        if (!there) {
            throw new NotFound("what was chosen");
        }
    }
}
