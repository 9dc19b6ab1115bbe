package nl.tec.organisations.internal.registers;

import nl.tec.organisations.internal.registers.Tally.Stored;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs a MERGE and counts the inserted, updated and unchanged records. */
final class Merged {

    private Merged() {}

    /** @param merge without RETURNING; records that it does not touch count as unchanged */
    static Stored count(JdbcClient jdbc, int records, String merge) {
        return jdbc.sql("with done as (" + merge + " returning merge_action() as action) "
                        + "select count(*) filter (where action = 'INSERT') as added, "
                        + "count(*) filter (where action = 'UPDATE') as changed from done")
                .query((row, n) -> new Stored(row.getInt(1), row.getInt(2), records - row.getInt(1) - row.getInt(2)))
                .single();
    }
}
