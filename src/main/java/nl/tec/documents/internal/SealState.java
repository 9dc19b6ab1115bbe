package nl.tec.documents.internal;

import java.time.Clock;
import java.util.List;
import nl.tec.documents.Seals;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The check of the expiry of the certificate that seals documents. */
@Component
@Order(6)
class SealState implements StateSource {

    private final Seals seals;
    private final Texts texts;
    private final Clock clock;

    SealState(Seals seals, Texts texts, Clock clock) {
        this.seals = seals;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<StateCheck> look() {
        return seals.validUntil().map(until -> StateCheck.ends(texts, "seal", until, clock.instant())).stream()
                .toList();
    }
}
