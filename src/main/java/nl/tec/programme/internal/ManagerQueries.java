package nl.tec.programme.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import nl.tec.hub.Rows;
import nl.tec.programme.ManagerLists.ActivityQuestion;
import nl.tec.programme.ManagerLists.ActivityRow;
import nl.tec.programme.ManagerLists.Choice;
import nl.tec.programme.ManagerLists.From;
import nl.tec.programme.ManagerLists.Page;
import nl.tec.programme.ManagerLists.SessionQuestion;
import nl.tec.programme.ManagerLists.Turnout;
import nl.tec.programme.Session;
import nl.tec.shared.Like;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class ManagerQueries {

    private static final String ACTIVITIES = """
            select a.id, a.state, a.kind, a.worlds[1] as world, a.title_nl, a.title_en, a.minutes, a.meetings,
                   a.changed_at, coalesce(s.to_come, 0) as to_come, coalesce(s.drafts, 0) as drafts, s.next
            from activity a
            left join lateral (
              select count(*) filter (where state = 'PUBLISHED') as to_come, count(*) filter (where state = 'DRAFT') as drafts,
                     min(starts_at) filter (where state = 'PUBLISHED') as next
              from session where activity_id = a.id and starts_at > :now) s on true
            where (:words = '' or a.title_nl ilike :like or a.title_en ilike :like
                   or a.search @@ websearch_to_tsquery('tec_nl', :words) or a.search @@ websearch_to_tsquery('tec_en', :words))
              and (:kind::text is null or a.kind = :kind)
              and (:state::text is null or a.state = :state)
              and (:world::text is null or :world = any(a.worlds))
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SessionQueries sessions;

    ManagerQueries(JdbcClient jdbc, Clock clock, SessionQueries sessions) {
        this.sessions = sessions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Page<ActivityRow> activities(ActivityQuestion question, @Nullable From from, int size) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("now", Rows.now(clock));
        values.put("words", question.words());
        values.put("like", Like.part(question.words()));
        values.put("kind", Rows.nameOrNull(question.kind()));
        values.put("state", Rows.nameOrNull(question.state()));
        values.put("world", Rows.nameOrNull(question.world()));
        String sql = ACTIVITIES
                + keyed("lower(a.title_nl), a.id", "select lower(title_nl), id from activity where id = :key", from);
        return page(
                from,
                size,
                jdbc.sql(sql)
                        .params(values)
                        .param("key", from == null ? null : from.id())
                        .param("limit", size + 1)
                        .query(Rows.of(ActivityRow.class))
                        .list(),
                ActivityRow::id);
    }

    public Page<Session> sessions(SessionQuestion question, @Nullable From from, int size) {
        String rest = """
                s.starts_at >= :first and s.starts_at < :last
                  and (:activity::bigint is null or s.activity_id = :activity)
                  and (:place::bigint is null or s.venue_id = :place)
                  and (:state::text is null or s.state = :state)
                  and (:series::bigint is null or s.series_id = :series)
                """ + keyed("s.starts_at, s.id", "select starts_at, id from session where id = :key", from);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("first", Rows.startOf(question.days().first()));
        values.put("last", Rows.startOf(question.days().last().plusDays(1)));
        values.put("activity", question.activityId());
        values.put("place", question.venueId());
        values.put("state", Rows.nameOrNull(question.state()));
        values.put("series", question.seriesId());
        values.put("key", from == null ? null : from.id());
        values.put("limit", size + 1);
        return page(from, size, sessions.listForManagers(rest, values), Session::id);
    }

    public List<Choice> choices() {
        return jdbc.sql("""
                select id, title_nl || apart as title_nl, title_en || case when title_en = '' then '' else apart end as title_en, state
                from (select *, case when count(*) over (partition by lower(title_nl)) > 1 then ' (' || slug || ')' else '' end as apart
                      from activity where state <> 'CANCELLED') a
                order by lower(title_nl), id
                """).query(Rows.of(Choice.class)).list();
    }

    /** Returns the keyset condition, order and limit to append to a select: the rows after or before a row. */
    private static String keyed(String order, String row, @Nullable From from) {
        boolean forward = from == null || from.forward();
        String where = from == null ? "" : " and (" + order + ") " + (forward ? ">" : "<") + " (" + row + ")";
        String by = forward ? order : order.replace(",", " desc,") + " desc";
        return where + " order by " + by + " limit :limit";
    }

    private static <T> Page<T> page(@Nullable From from, int size, List<T> read, ToLongFunction<T> id) {
        boolean forward = from == null || from.forward();
        boolean more = read.size() > size;
        List<T> rows = new ArrayList<>(more ? read.subList(0, size) : read);
        if (!forward) {
            Collections.reverse(rows);
        }
        if (rows.isEmpty()) {
            return new Page<>(rows, null, null);
        }
        boolean before = forward ? from != null : more;
        boolean after = !forward || more;
        return new Page<>(
                rows,
                before ? id.applyAsLong(rows.get(0)) : null,
                after ? id.applyAsLong(rows.get(rows.size() - 1)) : null);
    }

    /** @param column the column of session s to filter on */
    public Turnout turnout(String column, long id) {
        return jdbc.sql("""
                select count(*)::int as sessions, coalesce(sum(t.signed_up), 0)::int as signed_up, coalesce(sum(t.came), 0)::int as came
                  from bookings_turnout_v t join session s on s.id = t.session_id
                 where t.ends_at <= :now and %s = :id
                """.formatted(column))
                .param("now", Rows.now(clock))
                .param("id", id)
                .query(Rows.of(Turnout.class))
                .single();
    }
}
