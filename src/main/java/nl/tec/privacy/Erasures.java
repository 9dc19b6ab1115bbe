package nl.tec.privacy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The record of how much was erased, when, and why: numbers only. */
@Service
public class Erasures {

    public enum Cause {
        /** Its term was over. */
        RETENTION,
        /** The person, or somebody on their behalf, asked for it. */
        REQUEST
    }

    /** @param holding the key of an entry of the register of processing */
    public record Erased(LocalDate day, String holding, Cause cause, int records) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Erasures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Of one day, in the transaction of the erasing; none is not written down. */
    void add(String holding, Cause cause, int records) {
        if (records > 0) {
            jdbc.sql("""
                    insert into erasure as e (day, holding, cause, records) values (?, ?, ?, ?)
                    on conflict (day, holding, cause) do update set records = e.records + excluded.records
                    """)
                    .params(Dates.dayOf(clock.instant()), holding, cause.name(), records)
                    .update();
        }
    }

    /** Somebody had their data erased. */
    public void requested(String holding, int records) {
        add(holding, Cause.REQUEST, records);
    }

    /** The latest day first, of that day and before. */
    public List<Erased> list(LocalDate until, int limit) {
        return jdbc.sql("""
                select day, holding, cause, records from erasure where day <= ? order by day desc, holding, cause limit ?
                """).params(until, limit).query(Rows.of(Erased.class)).list();
    }

    /** Returns when something was last erased because its term was over, by the key of its entry. */
    public Map<String, LocalDate> last() {
        return jdbc
                .sql("select holding, max(day) as day from erasure where cause = 'RETENTION' group by holding")
                .query((row, n) -> Map.entry(row.getString("holding"), row.getObject("day", LocalDate.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
