package nl.tec;

import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The hub of the tests has been begun, so that its pages don't lead to the first-run page. */
@Component
public class StartedHub {

    private final HubSettings hub;

    StartedHub(HubSettings hub) {
        this.hub = hub;
    }

    @EventListener(ApplicationStartedEvent.class)
    void begin() {
        if (!hub.started()) {
            hub.set(Setting.NAME, "TEC Test");
        }
    }
}
