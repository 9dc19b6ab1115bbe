package nl.tec.reach.internal;

import static nl.tec.reach.internal.ReachSql.COUNTED;
import static nl.tec.reach.internal.ReachSql.ENROLS;
import static nl.tec.reach.internal.ReachSql.IN_SCOPE;
import static nl.tec.reach.internal.ReachSql.IN_SLICE;
import static nl.tec.reach.internal.ReachSql.MOVED_UP;
import static nl.tec.reach.internal.ReachSql.SLICES;
import static nl.tec.reach.internal.ReachSql.VISIT_COLUMNS;

import java.util.Collection;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.reach.Period;
import nl.tec.reach.SchoolGroup;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Queries on reach by school and group, the smallest components of a figure. */
@Component
public class SchoolGroupQueries {

    private static final String SELECT = """
            select g.site_id, coalesce(s.brin6, '') as brin6, o.name as school, coalesce(o.town, '') as town,
                   coalesce(left(o.postcode, 4), '') as pc4, g.sector, g.grade, g.pupils, g.reached
              from (%s) g
              join organisations_organisation_v o on o.id = g.site_id
              left join organisations_school_site_v s on s.organisation_id = g.site_id
             order by o.name, g.site_id, g.sector, g.grade
            """;

    private final JdbcClient jdbc;

    SchoolGroupQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns every group with pupils or visitors. */
    public List<SchoolGroup> list(Scope scope) {
        String groups = """
                with enrolled as (
                  select c.site_id, now.grade, sum(s.pupils) as pupils
                    from organisations_cohort_size_v s
                    %1$s
                    join organisations_cohort_v c on c.id = s.cohort_id and c.sector = :sector
                    %4$s
                   where s.school_year = :countYear and now.grade between :gradeFrom and :gradeTo and %5$s
                   group by c.site_id, now.grade),
                largest as (
                  select distinct on (r.cohort_id) c.site_id, r.grade, %2$s as reached
                    from %3$s
                    join reach_cohort r on r.school_year = slice.school_year and r.grade between :gradeFrom and :gradeTo
                    join organisations_cohort_v c on c.id = r.cohort_id and c.sector = :sector
                    %4$s
                   order by r.cohort_id, reached desc, r.school_year desc),
                came as (select site_id, grade, sum(reached) as reached from largest group by site_id, grade)
                select site_id, :sector as sector, grade, coalesce(pupils, 0) as pupils, coalesce(reached, 0) as reached
                  from enrolled full join came using (site_id, grade)
                """.formatted(MOVED_UP, IN_SLICE, SLICES, IN_SCOPE, ENROLS);
        return jdbc.sql(SELECT.formatted(groups))
                .params(scope.parameters())
                .query(Rows.of(SchoolGroup.class))
                .list();
    }

    /** Returns the groups of any municipality with visitors to these sessions, without numbers of enrolled pupils. */
    public List<SchoolGroup> list(Collection<Long> sessionIds, Period period) {
        String groups = "with visit as (select " + VISIT_COLUMNS + """
                , v.other_pupils from reach_class_visit_v v where v.session_id = any(:sessions)),
                %s,
                largest as (
                  select distinct on (r.cohort_id) r.cohort_id, r.grade, %s as reached
                    from %s join counted r on r.school_year = slice.school_year
                   order by r.cohort_id, reached desc, r.school_year desc)
                select c.site_id, c.sector, l.grade, 0 as pupils, sum(l.reached) as reached
                  from largest l join organisations_cohort_v c on c.id = l.cohort_id
                 where l.reached > 0
                 group by c.site_id, c.sector, l.grade
                """.formatted(COUNTED, IN_SLICE, SLICES);
        return jdbc.sql(SELECT.formatted(groups))
                .param("sessions", sessionIds.toArray(Long[]::new))
                .params(Scope.slices(period))
                .query(Rows.of(SchoolGroup.class))
                .list();
    }
}
