package nl.tec.exchange.internal;

import java.util.List;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The check of failing and paused webhooks. The organisations themselves are notified too. */
@Component
@Order(3)
class WebhookState implements StateSource {

    private final WebhookStore store;
    private final Texts texts;

    WebhookState(WebhookStore store, Texts texts) {
        this.store = store;
        this.texts = texts;
    }

    @Override
    public List<StateCheck> look() {
        int failing = store.countFailing();
        return failing == 0
                ? List.of()
                : List.of(StateCheck.of(
                        texts, "webhooks", Level.NOTE, "/admin/koppelingen", "state.webhooks.failing", failing));
    }
}
