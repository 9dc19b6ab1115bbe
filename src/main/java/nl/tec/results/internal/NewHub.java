package nl.tec.results.internal;

import nl.tec.hub.HubBegun;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clears the targets and sources of a new hub, because another hub's promises and memo do not apply to it. */
@Component
class NewHub {

    private final JdbcClient jdbc;

    NewHub(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    void begin(HubBegun begun) {
        jdbc.sql("delete from kpi_target").update();
        jdbc.sql("update kpi set source_nl = '', source_en = '' where source_nl <> '' or source_en <> ''")
                .update();
    }
}
