package nl.tec.employers.internal;

import java.util.Optional;
import nl.tec.employers.OfferRequests;
import nl.tec.programme.ProgrammeTasks;
import org.springframework.stereotype.Component;

/** The task of the programme manager about requests that were not answered in time (rules 6). */
@Component
class EscalatedRequestTasks implements ProgrammeTasks {

    private final OfferRequests requests;

    EscalatedRequestTasks(OfferRequests requests) {
        this.requests = requests;
    }

    @Override
    public Optional<Item> waiting() {
        int count = requests.escalated();
        return count == 0
                ? Optional.empty()
                : Optional.of(new Item("offers.escalated", count, "/beheer/aanbod/vragen?toon=ESCALATED"));
    }
}
