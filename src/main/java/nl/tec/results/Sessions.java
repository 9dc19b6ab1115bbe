package nl.tec.results;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import nl.tec.results.internal.ClassMeasurement;
import nl.tec.results.internal.PeopleMeasurement;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * People who came in the own time opened down to the sessions (rules 2.12): how many came, and how many of them for the first
 * time in the period. Numbers only; who they are is nobody's business here.
 */
@Service
public class Sessions {

    /** Children count as many as were at one session together (rules 2.5): what a session adds to the sessions before it. */
    private static final String MORE_THAN_BEFORE = "greatest(0, came - coalesce(max(came) over earlier, 0))";

    /** A person counts once. */
    private static final String FOR_THE_FIRST_TIME =
            "case when came > 0 and coalesce(max(came) over earlier, 0) = 0 then 1 else 0 end";

    private final JdbcClient jdbc;
    private final ClassMeasurement classes;

    Sessions(JdbcClient jdbc, ClassMeasurement classes) {
        this.jdbc = jdbc;
        this.classes = classes;
    }

    /**
     * @param came everybody known
     * @param first what it adds to the sessions before it in the period: these add up to the figure
     * @param walkIns anonymous, counted by head
     */
    public record SessionLine(
            long sessionId, LocalDate day, String titleNl, String titleEn, long came, long first, long walkIns) {}

    /** The key of a list of sessions: after, or before, this one. */
    public record Key(LocalDate day, long sessionId, boolean backwards) {}

    public record Page(List<SessionLine> lines, boolean before, boolean after) {}

    /** By day, oldest first: of {@link Measure#PEOPLE} the figure; of pupils the children who may be the same pupils. */
    public Page list(Kpi kpi, int year, @Nullable Key key, int limit) {
        Period period = kpi.period(year);
        boolean pupils = kpi.measure().ofClasses();
        Map<String, Object> parameters =
                pupils ? classes.scope(kpi.pupils(), period).parameters() : PeopleMeasurement.parameters(kpi, period);
        boolean backwards = key != null && key.backwards();
        parameters.put("day", key == null ? null : key.day());
        parameters.put("session", key == null ? null : key.sessionId());
        parameters.put("limit", limit + 1);
        List<SessionLine> lines = new ArrayList<>(jdbc.sql("""
                with together as (
                  select v.session_id, v.who, %1$s, min(v.held_on) as held_on, count(*) filter (where v.who is not null) as came,
                         coalesce(sum(v.head_count) filter (where v.who is null), 0) as walk_ins
                    from reach_individual_visit_v v where %2$s group by 1, 2, 3, 4),
                known as (
                  select *, %5$s as counts from together
                  window earlier as (partition by who, grade, age order by held_on, session_id
                                     rows between unbounded preceding and 1 preceding)),
                per_session as (
                  select session_id, min(held_on) as held_on, sum(came) as came, sum(counts) as first, sum(walk_ins) as walk_ins
                    from known group by session_id)
                select p.*, a.title_nl, a.title_en
                  from per_session p join programme_session_v s on s.id = p.session_id join programme_activity_v a on a.id = s.activity_id
                 where :day::date is null or (p.held_on, p.session_id) %3$s (:day::date, :session::bigint)
                 order by p.held_on %4$s, p.session_id %4$s
                 limit :limit
                """.formatted(
                                pupils ? ClassMeasurement.CHILD : "null::int as grade, null::int as age",
                                pupils ? ClassMeasurement.IN_BAND : PeopleMeasurement.IN_PERIOD,
                                backwards ? "<" : ">",
                                backwards ? "desc" : "asc",
                                pupils ? MORE_THAN_BEFORE : FOR_THE_FIRST_TIME))
                .params(parameters)
                .query((row, n) -> new SessionLine(
                        row.getLong("session_id"),
                        row.getObject("held_on", LocalDate.class),
                        row.getString("title_nl"),
                        row.getString("title_en"),
                        row.getLong("came"),
                        row.getLong("first"),
                        row.getLong("walk_ins")))
                .list());
        boolean more = lines.size() > limit;
        if (more) {
            lines.remove(limit);
        }
        if (backwards) {
            Collections.reverse(lines);
        }
        return new Page(lines, backwards ? more : key != null, backwards || more);
    }
}
