package nl.tec.programme.internal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.tec.programme.Calendar;
import nl.tec.programme.Days;
import nl.tec.programme.Selection;
import nl.tec.programme.Session;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

@Service
class JdbcCalendar implements Calendar {

    private static final String IN_ORDER = "\norder by s.starts_at, s.id limit :limit";

    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcCalendar(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public List<Session> between(Days days, Selection selection, int limit) {
        return list(new Where().selected(selection).on(List.of(days)), limit);
    }

    @Override
    public List<Session> withCancelled(Days days, Selection selection, int limit) {
        return list(new Where(true).selected(selection).on(List.of(days)), limit);
    }

    @Override
    public List<Session> next(long activityId, int limit) {
        return list(
                new Where()
                        .activity("a.id = :activity")
                        .value("activity", activityId)
                        .from(clock.instant()),
                limit);
    }

    @Override
    public Optional<Session> find(long sessionId) {
        return list(new Where().session("s.id = :id").value("id", sessionId), 1).stream()
                .findFirst();
    }

    private List<Session> list(Where where, int limit) {
        return jdbc.sql(Rows.SESSION + "where " + where.session() + " and " + where.activity() + IN_ORDER)
                .params(where.values())
                .param("limit", limit)
                .query(Rows.sessions())
                .list();
    }
}
