package nl.tec.bookings.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import nl.tec.bookings.UpcomingSession;
import nl.tec.bookings.UpcomingVisit;
import nl.tec.bookings.VisitContext;
import nl.tec.hub.Rows;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the sessions and visits of a period. */
@Component
public class UpcomingWeekQueries {

    private static final int MAX_ROWS = 300;

    private static final String BETWEEN = "s.state = 'PUBLISHED' and s.starts_at >= :from and s.starts_at < :until";

    private final JdbcClient jdbc;

    UpcomingWeekQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<UpcomingSession> sessions(TimeSlot between, @Nullable Long guide) {
        return between("""
                select s.id as session_id, s.starts_at as start, s.ends_at as "end", a.title_nl, a.title_en, a.takes = 'CLASSES' as takes_classes,
                       s.venue_id, coalesce(n.name, '') as school,
                       b.classes, b.expected, b.without_bus,
                       staff_missing(s.id) as guides_missing
                  from programme_session_v s
                  join programme_activity_v a on a.id = s.activity_id
                  left join organisations_school_name_v n on n.site_id = s.site_id
                 cross join lateral (
                       select count(*) filter (where b.kind = 'CLASS') as classes,
                              coalesce(sum(b.participants), 0) as expected,
                              count(*) filter (where v.choice = 'TEC_BUS' and b.state = 'CONFIRMED'
                                and not exists (select from venues_bus_of_visit_v t where t.booking_id = b.id)) as without_bus
                         from booking b
                         left join visit_item v on v.booking_id = b.id and v.item = 'TRANSPORT'
                        where b.session_id = s.id and booking_expected(b.state)) b
                 where %s and (:guide::bigint is null
                       or exists (select from staff_assignment_v w where w.session_id = s.id and w.account_id = :guide))
                 order by s.starts_at, s.id
                 limit %d
                """.formatted(BETWEEN, MAX_ROWS), between)
                .param("guide", guide)
                .query(Rows.of(UpcomingSession.class))
                .list();
    }

    public List<UpcomingVisit> visits(TimeSlot between, Collection<Long> siteIds) {
        if (siteIds.isEmpty()) {
            return List.of();
        }
        return between("""
                select b.id as booking_id, s.starts_at as start, s.ends_at as "end", a.title_nl, a.title_en, s.venue_id,
                       coalesce(n.name, '') as school, c.label, o.sector, b.participants as pupils, b.state = 'OFFERED' as offered
                  from booking b
                  join programme_session_v s on s.id = b.session_id
                  join programme_activity_v a on a.id = s.activity_id
                  join organisations_school_class_v c on c.id = b.class_id
                  join organisations_school_site_v o on o.organisation_id = b.site_id
                  left join organisations_school_name_v n on n.site_id = s.site_id
                 where b.site_id in (:sites) and booking_expected(b.state) and %s
                 order by s.starts_at, b.id
                 limit %d
                """.formatted(BETWEEN, MAX_ROWS), between)
                .param("sites", siteIds)
                .query(Rows.of(UpcomingVisit.class))
                .list();
    }

    /** Returns the upcoming confirmed visits without a chosen transport, by booking; soonest first. */
    public Map<Long, VisitContext.Key> withoutTransportChoice(Collection<Long> siteIds, Instant now) {
        if (siteIds.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("""
                select b.id, b.session_id, b.class_id
                  from booking b
                  join programme_session_v s on s.id = b.session_id
                  left join visit_item v on v.booking_id = b.id and v.item = 'TRANSPORT'
                 where b.site_id in (:sites) and b.kind = 'CLASS' and b.state = 'CONFIRMED' and s.state = 'PUBLISHED'
                   and s.starts_at > :now and v.choice is null
                 order by s.starts_at, b.id
                 limit %d
                """.formatted(MAX_ROWS))
                .param("sites", siteIds)
                .param("now", Rows.timestamp(now))
                .query(Rows.byId("id", Rows.of(VisitContext.Key.class)));
    }

    public int offered(Collection<Long> siteIds) {
        return siteIds.isEmpty()
                ? 0
                : jdbc.sql("select count(*) from booking where site_id in (:sites) and state = 'OFFERED'")
                        .param("sites", siteIds)
                        .query(Integer.class)
                        .single();
    }

    private JdbcClient.StatementSpec between(String sql, TimeSlot between) {
        return jdbc.sql(sql)
                .param("from", Rows.timestamp(between.start()))
                .param("until", Rows.timestamp(between.end()));
    }
}
