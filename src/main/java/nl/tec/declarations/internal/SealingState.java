package nl.tec.declarations.internal;

import java.time.Clock;
import java.util.List;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The check for complete declarations without a sealed document. */
@Component
@Order(2)
class SealingState implements StateSource {

    private final Sealing sealing;
    private final Texts texts;
    private final Clock clock;

    SealingState(Sealing sealing, Texts texts, Clock clock) {
        this.sealing = sealing;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<StateCheck> look() {
        return StateCheck.behind(
                texts, "sealing", clock.instant(), due -> sealing.due(due).size());
    }
}
