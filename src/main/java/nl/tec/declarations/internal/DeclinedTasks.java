package nl.tec.declarations.internal;

import java.util.Optional;
import nl.tec.declarations.Signatories;
import nl.tec.programme.ProgrammeTasks;
import org.springframework.stereotype.Component;

/** The task of signatories who declined: the programme manager asks again, replaces or takes off the list (rules 6). */
@Component
class DeclinedTasks implements ProgrammeTasks {

    private final Signatories signatories;

    DeclinedTasks(Signatories signatories) {
        this.signatories = signatories;
    }

    @Override
    public Optional<Item> waiting() {
        int count = signatories.countDeclined();
        return count == 0
                ? Optional.empty()
                : Optional.of(new Item("declarations.declinedWaiting", count, "/beheer/verklaringen"));
    }
}
