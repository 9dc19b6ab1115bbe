package nl.tec.finance.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.finance.SchoolPrices;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The yearly costs of a school, shown to its own people. */
@Controller
class SchoolCostsController {

    private final SchoolPrices prices;
    private final Pages pages;

    SchoolCostsController(SchoolPrices prices, Pages pages) {
        this.prices = prices;
        this.pages = pages;
    }

    @GetMapping("/school/kosten")
    JteModel year(FormData query, @AuthenticationPrincipal Actor actor) {
        Map<Long, String> schools = prices.names(actor.schools());
        Long asked = query.id("school");
        Long site = asked != null ? asked : actor.schools().stream().findFirst().orElse(null);
        if (site == null || !schools.containsKey(site)) {
            throw new NotFound("costs of school " + site);
        }
        List<Integer> years = prices.years(site);
        Integer year = MoneyForms.number(query, "jaar");
        int shown = year != null && years.contains(year) ? year : years.get(years.size() - 1);
        return pages.financeSchoolCosts(schools, site, shown, years, prices.charges(shown, site));
    }
}
