package nl.tec.finance.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.finance.CostRate;
import nl.tec.finance.VisitCosts.Visit;
import nl.tec.finance.VisitLine;
import nl.tec.hub.Rows;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the cost items of visits, with the rates of their day. */
@Repository
public class VisitCostQueries {

    /**
     * The sessions that are held. Their minutes, set-up and clean-up included, are those for which the venue is reserved: what the activity
     * takes may change later, what is past stays (rules 7.7).
     */
    private static final String SHOWN = """
            with shown as materialized (
              select s.id, s.activity_id, s.starts_at, s.ends_at, (s.starts_at at time zone 'Europe/Amsterdam')::date as day,
                     s.venue_id, a.title_nl, a.title_en, a.worlds[1] as world, a.takes = 'CLASSES' as classes, s.ends_at <= :now as over,
                     coalesce(
                       (select max(extract(epoch from upper(r.during) - lower(r.during)) / 60)::int from venues_reservation_v r
                         where r.subject = 'SESSION' and r.subject_id = s.id and r.kind in ('ROOM', 'VENUE', 'SET_UP')),
                       (extract(epoch from s.ends_at - s.starts_at) / 60)::int + a.setup_minutes + a.cleanup_minutes) as minutes
                from programme_session_v s
                join programme_activity_v a on a.id = s.activity_id
               where s.state = 'PUBLISHED' and (:session::bigint is null or s.id = :session)
                 and (:activity::bigint is null or s.activity_id = :activity)
                 and (:year::int is null or s.starts_at >= make_timestamptz(:year, 1, 1, 0, 0, 0, 'Europe/Amsterdam')
                                        and s.starts_at < make_timestamptz(:year + 1, 1, 1, 0, 0, 0, 'Europe/Amsterdam'))),
            came as (
              select a.session_id, sum(a.head_count) as people from bookings_attendance_v a
               where a.session_id in (select id from shown) group by a.session_id)
            """;

    /**
     * The items of visits. The way of a bus is by road, there and back. A guide from outside the hub and
     * a venue of a partner are contributions in kind: they cost nothing, unless that venue has a rate of its own.
     */
    private static final String LINES = """
            , booked as (
              select b.session_id, sum(b.participants) as people from bookings_booking_v b
               where b.session_id in (select id from shown) and b.state = 'CONFIRMED' group by b.session_id),
            item as (
              select s.id as session_id, 'GUIDE' as item, w.member_id as subject_id, m.name as of, t.minutes as planned, t.minutes as actual,
                     m.kind = 'PROFESSIONAL' as paid
                from shown s
                join staff_assignment_v w on w.session_id = s.id
                join staff_member_v m on m.id = w.member_id
               cross join lateral (select (extract(epoch from upper(w.during) - lower(w.during)) / 60)::bigint as minutes) t
              union all
              select s.id, 'MATERIAL', 0, '', coalesce(b.people, 0), coalesce(c.people, 0), true
                from shown s
                left join booked b on b.session_id = s.id
                left join came c on c.session_id = s.id
              union all
              select s.id, 'VENUE', v.id, v.name_nl, s.minutes, s.minutes, v.organisation_id is null
                from shown s
                join venues_venue_v v on v.id = s.venue_id
              union all
              select s.id, 'BUS', b.id, coalesce(o.name, ''), m.metres, m.metres, true
                from shown s
                join bookings_booking_v b on b.session_id = s.id and b.state = 'CONFIRMED'
                join venues_bus_of_visit_v bus on bus.booking_id = b.id
                left join organisations_organisation_v o on o.id = b.site_id
                left join venues_venue_v v on v.id = s.venue_id
               -- who ride together share the way
               cross join lateral (
                 select coalesce(round(road_metres(o.near_latitude, o.near_longitude, v.near_latitude, v.near_longitude)::numeric * 2
                                       / (select count(*) from venues_bus_of_visit_v r where r.ride = bus.ride)), 0)::bigint as metres) m)
            select i.session_id, i.item, i.subject_id, i.of, i.planned,
                   case when s.over then coalesce(q.quantity, i.actual) end as actual, q.note,
                   coalesce(r.cents, case when not i.paid then 0 end) as rate
              from item i
              join shown s on s.id = i.session_id
              left join visit_quantity q on q.session_id = i.session_id and q.item = i.item and q.subject_id = i.subject_id
              left join lateral (
                select r.cents
                  from cost_rate r
                 where r.item = i.item and r.from_day <= s.day and (r.activity_id is null or r.activity_id = s.activity_id)
                   and (r.venue_id = i.subject_id or r.venue_id is null and i.paid)
                 order by r.activity_id is not null or r.venue_id is not null desc, r.from_day desc limit 1) r on true
             order by i.session_id, i.item, i.subject_id
            """;

    private final JdbcClient jdbc;

    VisitCostQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns visits by day. @param activityId null: of all activities */
    public List<Visit> visits(int year, @Nullable Long activityId, Instant now) {
        return visits(year, activityId, null, now);
    }

    public Optional<Visit> findVisit(long sessionId, Instant now) {
        return visits(null, null, sessionId, now).stream().findFirst();
    }

    private List<Visit> visits(
            @Nullable Integer year, @Nullable Long activityId, @Nullable Long sessionId, Instant now) {
        Map<Long, List<VisitLine>> lines = shown(SHOWN + LINES, year, activityId, sessionId, now)
                .query(Rows.listsById("session_id", Rows.of(VisitLine.class)));
        return shown(
                        SHOWN
                                + "select s.*, coalesce(c.people, 0) as came from shown s left join came c on c.session_id = s.id order by s.starts_at, s.id",
                        year,
                        activityId,
                        sessionId,
                        now)
                .query((row, n) -> new Visit(
                        row.getLong("id"),
                        row.getLong("activity_id"),
                        Rows.bilingual(row, "title"),
                        Rows.constant(row, "world", World.class),
                        row.getObject("day", LocalDate.class),
                        row.getBoolean("classes"),
                        row.getBoolean("over"),
                        row.getLong("came"),
                        lines.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    private JdbcClient.StatementSpec shown(
            String sql, @Nullable Integer year, @Nullable Long activityId, @Nullable Long sessionId, Instant now) {
        return jdbc.sql(sql)
                .param("now", Rows.timestamp(now))
                .param("year", year)
                .param("activity", activityId)
                .param("session", sessionId);
    }

    public List<CostRate> rates() {
        return jdbc.sql("""
                select r.*, coalesce(a.title_nl, v.name_nl, '') as of, r.cents as rate, r.from_day as from
                  from cost_rate r
                  left join programme_activity_v a on a.id = r.activity_id
                  left join venues_venue_v v on v.id = r.venue_id
                 order by coalesce(a.title_nl, v.name_nl, ''), r.from_day desc, r.id
                """).query(Rows.of(CostRate.class)).list().stream()
                .sorted(Comparator.comparing(CostRate::item))
                .toList();
    }

    public Map<Long, Bilingual> activities() {
        return names(
                "select id, title_nl as name_nl, title_en as name_en from programme_activity_v order by lower(title_nl), id");
    }

    public Map<Long, Bilingual> venues() {
        return names("select id, name_nl, name_en from venues_venue_v order by lower(name_nl), id");
    }

    private Map<Long, Bilingual> names(String sql) {
        return jdbc.sql(sql).query(Rows.byId("id", (row, n) -> Rows.bilingual(row, "name")));
    }
}
