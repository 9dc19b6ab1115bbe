package nl.tec.reach.internal;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code reach_cohort}. Cohorts are locked in id order, so that concurrent computations of a cohort are serialised and the
 * later one sees everything the earlier one saw.
 */
@Component
public class CohortReachStore {

    private final JdbcClient jdbc;

    CohortReachStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the cohorts of the classes that came or were booked: a visit whose attendance was undone is found by its booking. */
    public List<Long> cohortsOfSession(long sessionId) {
        return jdbc.sql("""
                select cp.cohort_id from bookings_attendance_v a join organisations_class_part_v cp on cp.id = a.class_part_id where a.session_id = :session
                union
                select cp.cohort_id
                  from bookings_booking_v b
                  join bookings_booking_part_v bp on bp.booking_id = b.id
                  join organisations_class_part_v cp on cp.id = bp.class_part_id
                 where b.session_id = :session
                """).param("session", sessionId).query(Long.class).list();
    }

    public List<Integer> schoolYearsOfSession(long sessionId) {
        return jdbc.sql("""
                select distinct school_year(d.day)
                  from (select (starts_at at time zone 'Europe/Amsterdam')::date from programme_session_v where id = :session
                        union all
                        select held_on from bookings_attendance_v where session_id = :session) as d (day)
                """).param("session", sessionId).query(Integer.class).list();
    }

    public List<Long> cohortsOfSites(Collection<Long> siteIds) {
        return jdbc.sql("select id from organisations_cohort_v where site_id = any(:sites)")
                .param("sites", siteIds.toArray(Long[]::new))
                .query(Long.class)
                .list();
    }

    /** Returns every school year with data. */
    public List<Integer> schoolYears() {
        return jdbc.sql("""
                select distinct school_year from organisations_cohort_size_v
                union select distinct school_year(held_on) from bookings_attendance_v
                union select distinct school_year(held_on) from bookings_elsewhere_v
                """).query(Integer.class).list();
    }

    public void recomputeAll() {
        jdbc.sql("lock table reach_cohort in share row exclusive mode").update();
        store("true", "true", Set.of());
    }

    public void recompute(Collection<Long> cohorts) {
        if (cohorts.isEmpty()) {
            return;
        }
        jdbc.sql("select id from organisations_cohort_v where id = any(:cohorts) order by id for no key update")
                .param("cohorts", cohorts.toArray(Long[]::new))
                .query(Long.class)
                .list();
        store("v.cohort_id = any(:cohorts)", "kept.cohort_id = any(:cohorts)", cohorts);
    }

    public long differences() {
        return jdbc.sql("with visit as (" + recorded("true") + "), " + ReachSql.COUNTED + """
                select count(*)
                  from counted full join reach_cohort kept using (cohort_id, school_year)
                 where (counted.grade, counted.reached, counted.reached_autumn, counted.reached_spring, counted.visits_autumn, counted.visits_spring)
                       is distinct from (kept.grade, kept.reached, kept.reached_autumn, kept.reached_spring, kept.visits_autumn, kept.visits_spring)
                """)
                .query(Long.class)
                .single();
    }

    private void store(String visits, String kept, Collection<Long> cohorts) {
        JdbcClient.StatementSpec statement =
                jdbc.sql("with visit as (" + recorded(visits) + "), " + ReachSql.COUNTED + """
                , gone as (
                  delete from reach_cohort kept
                   where %s and not exists (
                         select from counted c where c.cohort_id = kept.cohort_id and c.school_year = kept.school_year))
                insert into reach_cohort as kept (cohort_id, site_id, sector, school_year, grade, reached, reached_autumn, reached_spring,
                                                  visits_autumn, visits_spring)
                select c.id, c.site_id, c.sector, school_year, grade, reached, reached_autumn, reached_spring, visits_autumn, visits_spring
                  from counted join organisations_cohort_v c on c.id = counted.cohort_id
                    on conflict (cohort_id, school_year) do update
                   set grade = excluded.grade, reached = excluded.reached, reached_autumn = excluded.reached_autumn,
                       reached_spring = excluded.reached_spring, visits_autumn = excluded.visits_autumn,
                       visits_spring = excluded.visits_spring
                 where (kept.grade, kept.reached, kept.reached_autumn, kept.reached_spring, kept.visits_autumn, kept.visits_spring)
                       is distinct from (excluded.grade, excluded.reached, excluded.reached_autumn, excluded.reached_spring,
                                         excluded.visits_autumn, excluded.visits_spring)
                """.formatted(kept));
        if (!cohorts.isEmpty()) {
            statement = statement.param("cohorts", cohorts.toArray(Long[]::new));
        }
        statement.update();
    }

    private static String recorded(String which) {
        return "select " + ReachSql.VISIT_COLUMNS + ", v.other_pupils from reach_class_visit_v v where " + which;
    }
}
