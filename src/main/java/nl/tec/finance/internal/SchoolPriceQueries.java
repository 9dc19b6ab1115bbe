package nl.tec.finance.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import nl.tec.finance.PriceRule;
import nl.tec.finance.SchoolVisit;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the visits of classes, and the price rules. */
@Repository
public class SchoolPriceQueries {

    private final JdbcClient jdbc;

    SchoolPriceQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Visits of classes that came in a calendar year and are over. */
    public List<SchoolVisit> visits(int year, Instant now) {
        return visits(year, now, null, false);
    }

    /** The same of one school. */
    public List<SchoolVisit> visitsOf(long siteId, int year, Instant now) {
        return visits(year, now, siteId, false);
    }

    /** With those that are booked: all of one school in a calendar year but those of which it is known that nobody came. */
    public List<SchoolVisit> expectedOf(long siteId, int year, Instant now) {
        return visits(year, now, siteId, true);
    }

    private List<SchoolVisit> visits(int year, Instant now, @Nullable Long siteId, boolean expected) {
        return jdbc.sql("""
                select b.id as booking_id, b.site_id, o.name as school, s.brin6, a.id as activity_id, a.title_nl as activity_nl, a.title_en as activity_en,
                       (e.starts_at at time zone 'Europe/Amsterdam')::date as day, coalesce(came.people, b.participants) as participants,
                       coalesce(p.cents, a.cost_school_cents) as price
                  from programme_session_v e
                  join programme_activity_v a on a.id = e.activity_id
                  join bookings_booking_v b on b.session_id = e.id and b.kind = 'CLASS' and b.state = 'CONFIRMED'
                  join organisations_organisation_v o on o.id = b.site_id
                  join organisations_school_site_v s on s.organisation_id = b.site_id
                  join lateral (select sum(v.head_count) as people from bookings_attendance_v v where v.booking_id = b.id) came
                    on came.people > 0 and e.ends_at <= :now or :expected and came.people is distinct from 0
                  left join visit_price p on p.booking_id = b.id
                 where e.state = 'PUBLISHED' and (:site::bigint is null or b.site_id = :site)
                   and e.starts_at >= make_timestamptz(:year, 1, 1, 0, 0, 0, 'Europe/Amsterdam')
                   and e.starts_at < make_timestamptz(:year + 1, 1, 1, 0, 0, 0, 'Europe/Amsterdam')
                 order by day, b.id
                """)
                .param("year", year)
                .param("now", Rows.timestamp(now))
                .param("site", siteId)
                .param("expected", expected)
                .query(Rows.of(SchoolVisit.class))
                .list();
    }

    /** The calendar years in which classes of a school came. */
    public List<Integer> years(long siteId, Instant now) {
        return jdbc.sql("""
                select distinct extract(year from e.starts_at at time zone 'Europe/Amsterdam')::int
                  from bookings_booking_v b
                  join programme_session_v e on e.id = b.session_id and e.state = 'PUBLISHED' and e.ends_at <= :now
                 where b.site_id = :site and b.kind = 'CLASS' and b.state = 'CONFIRMED'
                   and exists (select from bookings_attendance_v v where v.booking_id = b.id and v.head_count > 0)
                """)
                .param("site", siteId)
                .param("now", Rows.timestamp(now))
                .query(Integer.class)
                .list();
    }

    public List<PriceRule> rules() {
        return jdbc.sql(
                        "select *, most_cents as most, from_day as from, until_day as until from price_rule order by id")
                .query(Rows.of(PriceRule.class))
                .list();
    }

    public boolean isRuleNameTaken(String name) {
        return jdbc.sql("select exists (select from price_rule where lower(name) = lower(?))")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    public Map<Long, String> names(Collection<Long> siteIds) {
        return jdbc.sql(
                        "select site_id, name from organisations_school_name_v where site_id = any(?::bigint[]) order by lower(name), site_id")
                .param(Rows.array(siteIds))
                .query(Rows.byId("site_id", (row, n) -> row.getString("name")));
    }

    public Map<Long, String> schoolNames() {
        return jdbc.sql("""
                select site_id, name from organisations_school_name_v n
                 where exists (select from bookings_booking_v b where b.site_id = n.site_id and b.kind = 'CLASS')
                 order by lower(name), site_id
                """).query(Rows.byId("site_id", (row, n) -> row.getString("name")));
    }
}
