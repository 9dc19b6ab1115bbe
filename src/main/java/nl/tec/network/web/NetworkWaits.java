package nl.tec.network.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.network.ContributionOverview;
import nl.tec.network.ContributionOverview.Which;
import nl.tec.network.OfferRequests;
import nl.tec.network.OfferRequests.Filter;
import nl.tec.network.OfferRequests.View;
import nl.tec.web.Waiting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What waits of companies and their promises: questions for a partner, promises that are late for who watches over them. */
@Configuration(proxyBeanMethods = false)
class NetworkWaits {

    private static final int MAX_COUNTED = 100;

    @Bean
    Waiting questionsForPartner(OfferRequests requests, Texts texts) {
        return (actor, language) -> {
            List<Long> companies = actor.organisations(Role.PARTNER);
            int open = companies.isEmpty()
                    ? 0
                    : requests.list(Filter.ofCompanies(companies, View.OPEN), null, MAX_COUNTED)
                            .rows()
                            .size();
            return item(open, "offers.wait", "/partner/aanbod/vragen", texts, language);
        };
    }

    @Bean
    Waiting latePromises(ContributionOverview contributions, Texts texts, Clock clock) {
        return (actor, language) -> {
            if (!watches(actor)) {
                return Optional.empty();
            }
            int year = LocalDate.now(clock).getYear();
            int late = contributions.lines(year, "", Which.LATE, null, MAX_COUNTED).stream()
                    .mapToInt(ContributionOverview.Line::late)
                    .sum();
            return item(late, "contributions.lateWait", "/toezeggingen?jaar=" + year + "&stand=laat", texts, language);
        };
    }

    private static boolean watches(Actor actor) {
        return actor.is(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MAKER);
    }

    private static Optional<Waiting.Item> item(int count, String key, String href, Texts texts, Locale language) {
        return count == 0
                ? Optional.empty()
                : Optional.of(
                        new Waiting.Item(texts.text(language, key, count), href, texts.text(language, key + ".go")));
    }
}
