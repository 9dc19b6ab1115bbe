package nl.tec.finance.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The sessions to which somebody came. */
@Repository
public class VisitedQueries {

    private final JdbcClient jdbc;

    VisitedQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the sessions by calendar year. */
    public Map<Integer, List<Long>> sessions(Collection<Integer> years) {
        Map<Integer, List<Long>> sessions = new HashMap<>();
        jdbc.sql("""
                select distinct extract(year from held_on)::int as year, session_id from bookings_attendance_v
                 where extract(year from held_on) = any(?::int[]) order by 1, 2
                """).param(Rows.array(years)).query(row -> {
            sessions.computeIfAbsent(row.getInt("year"), year -> new ArrayList<>())
                    .add(row.getLong("session_id"));
        });
        return sessions;
    }
}
