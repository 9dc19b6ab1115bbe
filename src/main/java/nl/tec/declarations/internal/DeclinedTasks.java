package nl.tec.declarations.internal;

import java.util.Optional;
import nl.tec.declarations.Signatories;
import nl.tec.programme.ProgrammeTasks;
import org.springframework.stereotype.Component;

/** The task of the programme manager about signatories who declined: ask again, replace or withdraw them (rules 6). */
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
