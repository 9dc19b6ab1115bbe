package nl.tec.employers.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.employers.OfferRequests;
import nl.tec.hub.Texts;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** The task of a partner about requests that wait for its answer. */
@Component
class PartnerRequestTasks implements TaskSource {

    private final OfferRequests requests;
    private final Texts texts;

    PartnerRequestTasks(OfferRequests requests, Texts texts) {
        this.requests = requests;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        List<Long> companies = actor.organisations(Role.PARTNER);
        int open = companies.isEmpty() ? 0 : requests.open(companies);
        return TaskSource.counted(open, "offers.wait", "/partner/aanbod/vragen", texts, language);
    }
}
