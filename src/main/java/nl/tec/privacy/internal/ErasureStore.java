package nl.tec.privacy.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.hub.Rows;
import nl.tec.privacy.Erasures.Cause;
import nl.tec.privacy.Erasures.Erased;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The storage of the number of erased records per day. */
@Component
public class ErasureStore {

    private final JdbcClient jdbc;

    ErasureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds to the number of that day. */
    public void add(LocalDate day, String holding, Cause cause, int records) {
        jdbc.sql("""
                    insert into erasure as e (day, holding, cause, records) values (?, ?, ?, ?)
                    on conflict (day, holding, cause) do update set records = e.records + excluded.records
                    """).params(day, holding, cause.name(), records).update();
    }

    public List<Erased> list(LocalDate until, int limit) {
        return jdbc.sql("""
                select day, holding, cause, records from erasure where day <= ? order by day desc, holding, cause limit ?
                """).params(until, limit).query(Rows.of(Erased.class)).list();
    }

    public Map<String, LocalDate> last() {
        return jdbc
                .sql("select holding, max(day) as day from erasure where cause = 'RETENTION' group by holding")
                .query((row, n) -> Map.entry(row.getString("holding"), row.getObject("day", LocalDate.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
