package nl.tec.reach.internal;

import static nl.tec.reach.internal.ReachSql.COUNTED;
import static nl.tec.reach.internal.ReachSql.IN_SCOPE;
import static nl.tec.reach.internal.ReachSql.IN_SLICE;
import static nl.tec.reach.internal.ReachSql.SLICES;
import static nl.tec.reach.internal.ReachSql.VISIT_COLUMNS;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import nl.tec.hub.Rows;
import nl.tec.reach.SchoolContact;
import nl.tec.reach.WorldReach;
import nl.tec.shared.Coordinates;
import nl.tec.shared.World;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class CoverageQueries {

    private final JdbcClient jdbc;

    CoverageQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the known positions of neighbourhoods by the four digits of their postcode. */
    public Map<String, Coordinates> centres(Collection<String> pc4s) {
        return jdbc.sql(
                        "select pc4, latitude, longitude from organisations_postcode_area_v where pc4 = any(?::char(4)[])")
                .param(Rows.array(pc4s.stream().filter(pc4 -> pc4.length() == 4).toList()))
                .query(Rows.byText("pc4", Rows.of(Coordinates.class)));
    }

    /** Returns the known board names by school location. */
    public Map<Long, String> boards(Collection<Long> siteIds) {
        return jdbc.sql("""
                select s.organisation_id, b.name
                  from organisations_school_site_v s join organisations_organisation_v b on b.id = s.board_id
                 where s.organisation_id = any(?::bigint[])
                """)
                .param(Rows.array(siteIds))
                .query(Rows.byId("organisation_id", (row, n) -> row.getString("name")));
    }

    /** Counts the reach of each world separately, from the attendances, because nothing is stored per world. */
    public List<WorldReach> worlds(Scope scope) {
        return jdbc.sql(
                        "select w.world, r.schools, r.pupils from unnest(:worlds::text[]) as w (world) cross join lateral ("
                                + "with visit as (select " + VISIT_COLUMNS
                                + """
                        , v.other_pupils
                          from reach_class_visit_v v
                          join programme_session_v t on t.id = v.session_id
                          join programme_activity_v a on a.id = t.activity_id and w.world = any(a.worlds)
                          join organisations_cohort_v c on c.id = v.cohort_id and c.sector = :sector
                          %s
                         where v.held_on between :first and :last and v.grade between :gradeFrom and :gradeTo),
                        %s,
                        per_cohort as (
                          select r.cohort_id, max(%s) as reached
                            from %s join counted r on r.school_year = slice.school_year
                           group by r.cohort_id)
                        select count(distinct c.site_id) filter (where p.reached > 0) as schools, coalesce(sum(p.reached), 0) as pupils
                          from per_cohort p join organisations_cohort_v c on c.id = p.cohort_id) r
                        """.formatted(IN_SCOPE, COUNTED, IN_SLICE, SLICES))
                .params(scope.parameters())
                .param("worlds", Arrays.stream(World.values()).map(World::name).toArray(String[]::new))
                .query(Rows.of(WorldReach.class))
                .list();
    }

    public boolean knowsDisadvantage() {
        return jdbc.sql("select exists (select from organisations_school_site_v where disadvantage_score is not null)")
                .query(Boolean.class)
                .single();
    }

    public Map<Long, SchoolContact> contacts(Collection<Long> siteIds) {
        return jdbc.sql("""
                select o.id as site_id, o.email, s.disadvantage_score::float8 as disadvantage, came.last_came, coalesce(came.worlds, '{}') as worlds,
                       (select min(metres_between(o.near_latitude, o.near_longitude, v.near_latitude, v.near_longitude))
                          from venues_venue_v v
                         where v.organisation_id is null and v.ended_on is null and v.kind <> 'MOBILE') as metres
                  from organisations_organisation_v o
                  join organisations_school_site_v s on s.organisation_id = o.id
                 cross join lateral (
                       select max(v.held_on) as last_came, array_agg(distinct w.world) filter (where w.world is not null) as worlds
                         from organisations_cohort_v c
                         join reach_class_visit_v v on v.cohort_id = c.id and v.head_count > 0
                         join programme_session_v t on t.id = v.session_id
                         join programme_activity_v a on a.id = t.activity_id
                         left join lateral unnest(a.worlds) as w (world) on true
                        where c.site_id = o.id) came
                 where o.id = any(?::bigint[])
                """).param(Rows.array(siteIds)).query(Rows.byId("site_id", Rows.of(SchoolContact.class)));
    }
}
