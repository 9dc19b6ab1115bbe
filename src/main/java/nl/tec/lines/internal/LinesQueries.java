package nl.tec.lines.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.hub.Rows;
import nl.tec.lines.Done;
import nl.tec.lines.SciencePlan.Words;
import nl.tec.lines.TickPlace;
import nl.tec.lines.internal.PupilHistory.Event;
import nl.tec.lines.internal.PupilHistory.Origin;
import nl.tec.shared.Dates;
import nl.tec.shared.World;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the lines that schools follow and the history of the pupils of their classes. */
@Component
public class LinesQueries {

    /** The class parts of these pupils over the years. */
    private static final String REACHABLE = """
            with recursive reachable as (
              select unnest(:parts::bigint[]) as part_id
              union
              select o.from_part_id from reachable r join organisations_class_part_origin_v o on o.part_id = r.part_id
            )
            """;

    private final JdbcClient jdbc;

    LinesQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the ids of the lines that each of these schools follows. */
    public Map<Long, Set<Long>> followed(Collection<Long> sites) {
        Map<Long, Set<Long>> followed = new HashMap<>();
        jdbc.sql("select site_id, line_id from school_line where site_id = any(?::bigint[])")
                .param(Rows.array(sites))
                .query(row -> {
                    followed.computeIfAbsent(row.getLong(1), key -> new LinkedHashSet<>())
                            .add(row.getLong(2));
                });
        return followed;
    }

    /** Returns the history of the pupils of these class parts, from recorded attendance (rules 2.1) and from ticks. */
    public PupilHistory history(Collection<Long> parts) {
        String ids = Rows.array(parts);
        List<Origin> origins = jdbc.sql(REACHABLE + """
                select o.part_id as part, o.from_part_id as from, o.since
                  from reachable r join organisations_class_part_origin_v o on o.part_id = r.part_id
                """)
                .param("parts", ids)
                .query(Rows.of(Origin.class))
                .list();
        List<Event> events = new ArrayList<>(jdbc.sql(REACHABLE + """
                select distinct v.part_id, v.held_on, s.activity_id, a.title_nl, a.title_en, a.worlds[1] as world, c.label
                  from reachable r
                  join reach_class_visit_v v on v.part_id = r.part_id and v.head_count > 0
                  join programme_session_v s on s.id = v.session_id
                  join programme_activity_v a on a.id = s.activity_id
                  join organisations_class_part_v p on p.id = r.part_id
                  join organisations_school_class_v c on c.id = p.class_id
                """)
                .param("parts", ids)
                .query(LinesQueries::visit)
                .list());
        events.addAll(jdbc.sql(REACHABLE + """
                select t.id, t.class_part_id as part_id, t.step_id, t.place, t.ticked_at, u.name, c.label
                  from reachable r
                  join step_tick t on t.class_part_id = r.part_id and t.undone_at is null
                  join organisations_class_part_v p on p.id = r.part_id
                  join organisations_school_class_v c on c.id = p.class_id
                  join accounts_account_v u on u.id = t.ticked_by
                """)
                .param("parts", ids)
                .query(LinesQueries::tick)
                .list());
        return new PupilHistory(origins, events);
    }

    private static Event visit(ResultSet row, int n) throws SQLException {
        return new Event(
                row.getLong("part_id"),
                row.getLong("activity_id"),
                null,
                Rows.constant(row, "world", World.class),
                new Done(
                        row.getObject("held_on", LocalDate.class),
                        row.getString("label"),
                        Rows.bilingual(row, "title"),
                        null));
    }

    private static Event tick(ResultSet row, int n) throws SQLException {
        return new Event(
                row.getLong("part_id"),
                null,
                row.getLong("step_id"),
                null,
                new Done(
                        Dates.dayOf(Rows.instant(row, "ticked_at")),
                        row.getString("label"),
                        null,
                        new Done.Tick(
                                row.getLong("id"),
                                Rows.constant(row, "place", TickPlace.class),
                                row.getString("name"))));
    }

    /** Returns the school of a tick; empty when there is no such tick. */
    public Optional<Long> siteOfTick(long tickId) {
        return jdbc.sql("""
                select c.site_id
                  from step_tick t
                  join organisations_class_part_v p on p.id = t.class_part_id
                  join organisations_school_class_v c on c.id = p.class_id
                 where t.id = ?
                """).param(tickId).query(Long.class).optional();
    }

    /** Returns the text of the school; if there is none yet, an empty one with version 0. */
    public Words words(long siteId) {
        return jdbc.sql("""
                select w.words as text, w.version, (w.changed_at at time zone 'Europe/Amsterdam')::date as changed_on, u.name as changed_by
                  from science_plan w join accounts_account_v u on u.id = w.changed_by
                 where w.site_id = ?
                """)
                .param(siteId)
                .query(Rows.of(Words.class))
                .optional()
                .orElse(Words.NONE);
    }
}
