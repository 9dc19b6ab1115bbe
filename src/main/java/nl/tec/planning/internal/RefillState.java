package nl.tec.planning.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The checks for visits that {@link Refill} could not cancel, or whose place it could not offer. */
@Component
@Order(2)
class RefillState implements StateSource {

    private final PublicationStore records;
    private final Texts texts;
    private final Clock clock;

    RefillState(PublicationStore records, Texts texts, Clock clock) {
        this.records = records;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<StateCheck> look() {
        List<StateCheck> checks = new ArrayList<>(StateCheck.behind(
                texts,
                "visits-given-back",
                clock.instant(),
                due -> records.returning(due).size()));
        checks.addAll(StateCheck.behind(
                texts,
                "visits-cancelled",
                clock.instant(),
                due -> records.cancelled(due).size()));
        return checks;
    }
}
