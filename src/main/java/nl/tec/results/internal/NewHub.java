package nl.tec.results.internal;

import nl.tec.hub.HubBegun;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was promised elsewhere, and a memo of elsewhere, say nothing about a new hub: it sets its own targets. */
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
