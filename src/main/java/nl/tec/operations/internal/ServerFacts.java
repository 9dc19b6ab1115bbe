package nl.tec.operations.internal;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.operations.Version;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Facts about the server that the program runs on. */
@Component
public class ServerFacts {

    private final JdbcClient jdbc;

    ServerFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Instant databaseClock() {
        return jdbc.sql("select clock_timestamp() as now")
                .query((row, n) -> Rows.instant(row, "now"))
                .single();
    }

    /** Returns the facts by the last part of the keys of their texts. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", Version.current().name());
        facts.put(
                "started",
                Dates.moment(
                        Instant.ofEpochMilli(
                                ManagementFactory.getRuntimeMXBean().getStartTime()),
                        Texts.DUTCH));
        facts.put("java", Runtime.version().toString());
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        jdbc.sql("""
                select current_setting('server_version') as postgres,
                       pg_size_pretty(pg_database_size(current_database())) as size,
                       (select version from flyway_schema_history where version is not null order by installed_rank desc limit 1) as tables
                """).query(row -> {
            facts.put("postgres", row.getString("postgres"));
            facts.put("size", row.getString("size"));
            facts.put("tables", row.getString("tables"));
        });
        return facts;
    }
}
