package nl.tec.operations.internal;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what {@link StateAlerts} found. */
@Component
public class StateAlertQueries {

    private final JdbcClient jdbc;

    StateAlertQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the keys of the checks. */
    public List<String> found() {
        return jdbc.sql("select check_key from state_alert").query(String.class).list();
    }
}
