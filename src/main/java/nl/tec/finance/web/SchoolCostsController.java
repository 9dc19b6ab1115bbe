package nl.tec.finance.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2999;

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
        TreeSet<Integer> years = new TreeSet<>(prices.years(site));
        Integer year = MoneyForms.number(query, "jaar");
        int shown = year != null && year >= FIRST_YEAR && year <= LAST_YEAR ? year : years.last();
        // also one without costs, such as that of a visit that is booked for it
        years.add(shown);
        return pages.financeSchoolCosts(schools, site, shown, List.copyOf(years), prices.charges(shown, site));
    }
}
