package nl.tec.partners.internal;

import java.util.Optional;
import nl.tec.partners.Memberships;
import nl.tec.programme.ProgrammeTasks;
import org.springframework.stereotype.Component;

/** The task of the programme manager to renew memberships that end soon, or let them end (requirement D5). */
@Component
class MembershipTasks implements ProgrammeTasks {

    private final Memberships memberships;

    MembershipTasks(Memberships memberships) {
        this.memberships = memberships;
    }

    @Override
    public Optional<Item> waiting() {
        int count = memberships.countEndingSoon();
        return count == 0
                ? Optional.empty()
                : Optional.of(new Item("network.endSoon", count, "/beheer/netwerk#binnenkort"));
    }
}
