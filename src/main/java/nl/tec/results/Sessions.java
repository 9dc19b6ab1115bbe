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

    private final JdbcClient jdbc;
    private final ClassMeasurement classes;

    Sessions(JdbcClient jdbc, ClassMeasurement classes) {
        this.jdbc = jdbc;
        this.classes = classes;
    }

    /**
     * @param came everybody known
     * @param first who had not come before in the period: these add up to the figure
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
                with visit as (
                  select v.session_id, v.held_on, v.head_count, v.who,
                         v.who is not null
                           and row_number() over (partition by %1$s order by v.held_on, v.attendance_id) = 1 as first
                    from individual_visit v where %2$s),
                per_session as (
                  select session_id, min(held_on) as held_on, count(*) filter (where who is not null) as came,
                         count(*) filter (where first) as first, coalesce(sum(head_count) filter (where who is null), 0) as walk_ins
                    from visit group by session_id)
                select p.*, a.title_nl, a.title_en
                  from per_session p join session s on s.id = p.session_id join activity a on a.id = s.activity_id
                 where :day::date is null or (p.held_on, p.session_id) %3$s (:day::date, :session::bigint)
                 order by p.held_on %4$s, p.session_id %4$s
                 limit :limit
                """.formatted(
                                pupils ? "v.who, v.grade, v.age" : "v.who",
                                pupils ? ClassMeasurement.IN_BAND : PeopleMeasurement.IN_PERIOD,
                                backwards ? "<" : ">",
                                backwards ? "desc" : "asc"))
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
