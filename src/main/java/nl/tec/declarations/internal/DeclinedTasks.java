package nl.tec.declarations.internal;

import java.util.Optional;
import nl.tec.declarations.Declarations;
import nl.tec.programme.ProgrammeTasks;
import org.springframework.stereotype.Component;

/** Who declined to sign waits for the programme manager, who asks again, replaces or takes off the list (rules 6). */
@Component
class DeclinedTasks implements ProgrammeTasks {

    private final Declarations declarations;

    DeclinedTasks(Declarations declarations) {
        this.declarations = declarations;
    }

    @Override
    public Optional<Item> waiting() {
        int count = declarations.countDeclined();
        return count == 0
                ? Optional.empty()
                : Optional.of(new Item("declarations.declinedWaiting", count, "/beheer/verklaringen"));
    }
}
