package nl.tec.reach.internal;

import static nl.tec.reach.internal.ReachSql.COUNTED;
import static nl.tec.reach.internal.ReachSql.ENROLS;
import static nl.tec.reach.internal.ReachSql.IN_SCOPE;
import static nl.tec.reach.internal.ReachSql.IN_SLICE;
import static nl.tec.reach.internal.ReachSql.MOVED_UP;
import static nl.tec.reach.internal.ReachSql.SLICES;
import static nl.tec.reach.internal.ReachSql.VISITS_IN_SLICE;
import static nl.tec.reach.internal.ReachSql.VISIT_COLUMNS;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Rows;
import nl.tec.reach.Band;
import nl.tec.reach.GradeReach;
import nl.tec.reach.MunicipalityReach;
import nl.tec.reach.Period;
import nl.tec.reach.Population;
import nl.tec.reach.Reached;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Queries on pupils who came with their class (rules 2.1-2.4, 2.6, 2.7, 2.13). */
@Component
public class PupilQueries {

    /** Bands as rows, from the parameters sectors, from and to. */
    private static final String BANDS =
            "unnest(:sectors::text[], :from::int[], :to::int[]) as band (sector, first, last)";

    private final JdbcClient jdbc;
    private final HubSettings hub;

    PupilQueries(JdbcClient jdbc, HubSettings hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    /**
     * Returns the scope of a band in a period. The population is the count of 1 October of the year or, if there is none at all
     * yet, last year's moved up one group (rules 2.7).
     */
    public Scope scope(Band band, Period period) {
        Scope scope = new Scope(band, period, hub.municipalities());
        boolean counted = jdbc.sql("""
                select exists (select from organisations_cohort_size_v s
                                 join organisations_cohort_v c on c.id = s.cohort_id and c.sector = :sector
                                 %s
                                where s.school_year = :countYear)
                """.formatted(IN_SCOPE))
                .params(scope.parameters())
                .query(Boolean.class)
                .single();
        return counted ? scope : new Scope(band, period, hub.municipalities(), true);
    }

    /** Returns reach by group, lowest first. */
    public List<GradeReach> grades(Scope scope) {
        return jdbc.sql("""
                with enrolled as (
                  select now.grade, sum(s.pupils) as pupils
                    from organisations_cohort_size_v s
                    %1$s
                    join organisations_cohort_v c on c.id = s.cohort_id and c.sector = :sector
                    %4$s
                   where s.school_year = :countYear and now.grade between :gradeFrom and :gradeTo and %5$s
                   group by now.grade),
                largest as (
                  select distinct on (r.cohort_id) r.grade, %2$s as reached
                    from %3$s
                    join reach_cohort r on r.school_year = slice.school_year and r.grade between :gradeFrom and :gradeTo
                    join organisations_cohort_v c on c.id = r.cohort_id and c.sector = :sector
                    %4$s
                   order by r.cohort_id, reached desc, r.school_year desc),
                per_grade as (select grade, sum(reached) as reached from largest group by grade)
                select grade, coalesce(pupils, 0) as pupils, coalesce(reached, 0) as reached
                  from enrolled full join per_grade using (grade) order by grade
                """.formatted(MOVED_UP, IN_SLICE, SLICES, IN_SCOPE, ENROLS))
                .params(scope.parameters())
                .query(Rows.of(GradeReach.class))
                .list();
    }

    /** Returns reach by municipality. */
    public List<MunicipalityReach> municipalities(Scope scope) {
        return jdbc.sql("""
                with enrolled as (
                  select scope.code, sum(s.pupils) as pupils
                    from organisations_cohort_size_v s
                    %1$s
                    join organisations_cohort_v c on c.id = s.cohort_id and c.sector = :sector
                    %4$s
                   where s.school_year = :countYear and now.grade between :gradeFrom and :gradeTo and %5$s
                   group by scope.code),
                per_cohort as (
                  select scope.code, r.cohort_id, max(%2$s) as reached
                    from %3$s
                    join reach_cohort r on r.school_year = slice.school_year and r.grade between :gradeFrom and :gradeTo
                    join organisations_cohort_v c on c.id = r.cohort_id and c.sector = :sector
                    %4$s
                   group by scope.code, r.cohort_id),
                came as (select code, sum(reached) as reached from per_cohort group by code)
                select code, coalesce(reached, 0)::bigint as reached, coalesce(pupils, 0)::bigint as pupils
                  from enrolled full join came using (code) order by code
                """.formatted(MOVED_UP, IN_SLICE, SLICES, IN_SCOPE, ENROLS))
                .params(scope.parameters())
                .query(MunicipalityReach.class)
                .list();
    }

    /** Counts the pupils from the stored numbers. */
    public Reached reached(Scope scope) {
        return jdbc.sql("""
                with per_cohort as (
                  select r.cohort_id, max(%s) as reached, sum(%s) as visits
                    from %s
                    join reach_cohort r on r.school_year = slice.school_year and r.grade between :gradeFrom and :gradeTo
                    join organisations_cohort_v c on c.id = r.cohort_id and c.sector = :sector
                    %s
                   group by r.cohort_id)
                select coalesce(sum(reached), 0) as pupils, coalesce(sum(visits), 0) as visits from per_cohort
                """.formatted(IN_SLICE, VISITS_IN_SLICE, SLICES, IN_SCOPE))
                .params(scope.parameters())
                .query(Reached.class)
                .single();
    }

    /** Counts distinct pupils from the attendances in the period: the stored numbers cover whole slices only. */
    public long counted(Scope scope) {
        return jdbc.sql("with visit as (select " + VISIT_COLUMNS + """
                , v.other_pupils
                  from reach_class_visit_v v
                  join organisations_cohort_v c on c.id = v.cohort_id and c.sector = :sector
                  %s
                 where v.held_on between :first and :last and v.grade between :gradeFrom and :gradeTo),
                %s,
                per_cohort as (
                  select r.cohort_id, max(%s) as reached
                    from %s join counted r on r.school_year = slice.school_year
                   group by r.cohort_id)
                select coalesce(sum(reached), 0) from per_cohort
                """.formatted(IN_SCOPE, COUNTED, IN_SLICE, SLICES))
                .params(scope.parameters())
                .query(Long.class)
                .single();
    }

    /** Counts the distinct pupils of these bands in a school year, at schools that were in the hub's municipalities on 1 October of it. */
    public long reached(SchoolYear year, List<Band> bands) {
        return jdbc.sql("""
                select coalesce(sum(r.reached), 0)
                  from reach_cohort r
                  join organisations_cohort_v c on c.id = r.cohort_id
                  %s
                 where r.school_year = :year
                   and exists (select from %s where band.sector = c.sector and r.grade between band.first and band.last)
                """.formatted(IN_SCOPE, BANDS))
                .params(bands(bands))
                .param("year", year.start())
                .param("municipalities", hub.municipalities().toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** Returns the parameters of {@link #BANDS}. */
    private static Map<String, Object> bands(Collection<Band> bands) {
        return Map.of(
                "sectors", bands.stream().map(band -> band.sector().name()).toArray(String[]::new),
                "from", bands.stream().map(Band::from).toArray(Integer[]::new),
                "to", bands.stream().map(Band::to).toArray(Integer[]::new));
    }

    /** Counts the distinct pupils of any school who came to these sessions, from the attendances: nothing is stored per session. */
    public long reached(Collection<Long> sessionIds, Period period) {
        return jdbc.sql("with visit as (select " + VISIT_COLUMNS + """
                , v.other_pupils from reach_class_visit_v v where v.session_id = any(:sessions)),
                %s,
                per_cohort as (
                  select r.cohort_id, max(%s) as reached
                    from %s join counted r on r.school_year = slice.school_year
                   group by r.cohort_id)
                select coalesce(sum(reached), 0) from per_cohort
                """.formatted(COUNTED, IN_SLICE, SLICES))
                .param("sessions", sessionIds.toArray(Long[]::new))
                .params(Scope.slices(period))
                .query(Long.class)
                .single();
    }

    /**
     * Counts the distinct pupils separately for each group of sessions.
     *
     * @param groups the group id of each session id
     * @return the pupils by group id
     */
    public Map<Long, Long> reached(Map<Long, Long> groups, Period period) {
        return jdbc.sql("""
                select g.id, r.pupils
                  from (select x.id, array_agg(x.session_id) as sessions
                          from unnest(:groups::bigint[], :sessions::bigint[]) as x (id, session_id) group by x.id) g
                 cross join lateral (
                """ + "with visit as (select " + VISIT_COLUMNS + """
                       , v.other_pupils from reach_class_visit_v v where v.session_id = any(g.sessions)),
                       %s,
                       per_cohort as (
                         select r.cohort_id, max(%s) as reached
                           from %s join counted r on r.school_year = slice.school_year
                          group by r.cohort_id)
                       select coalesce(sum(reached), 0)::bigint as pupils from per_cohort) r
                """.formatted(COUNTED, IN_SLICE, SLICES))
                .param("groups", groups.values().toArray(Long[]::new))
                .param("sessions", groups.keySet().toArray(Long[]::new))
                .params(Scope.slices(period))
                .query(Rows.byId("id", (row, n) -> row.getLong("pupils")));
    }

    public @Nullable Population population(Scope scope) {
        Population population = jdbc.sql("""
                select coalesce(sum(s.pupils), 0) as pupils, coalesce(sum(s.low), 0) as low, coalesce(sum(s.high), 0) as high,
                       coalesce(bool_or(s.source = 'MOVED_UP'), false) or :up = 1 as moved_up,
                       coalesce(bool_or(e.provisional), false) as provisional,
                       min(s.counted_in) filter (where s.pupils > 0 and s.counted_in <> :year) as counted_in
                  from organisations_cohort_size_v s
                  %s
                  join organisations_cohort_v c on c.id = s.cohort_id and c.sector = :sector
                  %s
                  left join organisations_enrolment_v e on e.site_id = c.site_id and e.reference_year = s.counted_in and e.provisional
                 where s.school_year = :countYear and now.grade between :gradeFrom and :gradeTo and %s
                """.formatted(MOVED_UP, IN_SCOPE, ENROLS))
                .params(scope.parameters())
                .query((row, n) -> {
                    boolean movedUp = row.getBoolean("moved_up");
                    Integer other = Rows.intOrNull(row, "counted_in");
                    Integer countedIn = other == null && movedUp
                            ? Integer.valueOf(scope.period().countYear() - 1)
                            : other;
                    return new Population(
                            row.getLong("pupils"),
                            row.getLong("low"),
                            row.getLong("high"),
                            countedIn != null || row.getBoolean("provisional"),
                            countedIn);
                })
                .single();
        return population.pupils() == 0 ? null : population;
    }

    /** Counts the past class visits of a period without a recorded attendance, for each of these bands. */
    public Map<Band, Long> unrecorded(Collection<Band> bands, Period period, Instant now) {
        Map<Band, Long> visits = new HashMap<>();
        bands.forEach(band -> visits.put(band, 0L));
        jdbc.sql("""
                with missing as materialized (
                  select v.booking_id, v.cohort_id, v.grade
                    from reach_class_booked_v v
                   where v.starts_at >= :begin and v.starts_at < :end and v.ends_at < :now
                     and not exists (select from bookings_attendance_v a where a.booking_id = v.booking_id))
                select band.sector, band.first, band.last, count(distinct missing.booking_id) as visits
                  from missing
                  join organisations_cohort_v c on c.id = missing.cohort_id
                  %s
                  join %s on band.sector = c.sector and missing.grade between band.first and band.last
                 group by band.sector, band.first, band.last
                """.formatted(IN_SCOPE, BANDS))
                .params(bands(bands))
                .params(Scope.moments(period))
                .param("year", period.countYear())
                .param("municipalities", hub.municipalities().toArray(String[]::new))
                .param("now", Rows.timestamp(now))
                .query(row -> {
                    Band band = new Band(
                            Rows.constant(row, "sector", Sector.class), row.getInt("first"), row.getInt("last"));
                    visits.put(band, row.getLong("visits"));
                });
        return visits;
    }

    /** The maximum that confirmed upcoming bookings can add. */
    public record Booked(long most, long bookings) {}

    /** The attendance rate of booked pupils, with its standard deviation over a number of visits. */
    public record Rate(@Nullable Double rate, double spread, long visits) {}

    public Booked booked(Scope scope, Instant now) {
        Map<String, Object> parameters = scope.parameters();
        parameters.put("now", Rows.timestamp(now));
        return jdbc.sql("""
                with booked as materialized (
                  select v.*
                    from reach_class_booked_v v
                    join organisations_cohort_v c on c.id = v.cohort_id and c.sector = :sector
                    %5$s
                   where v.starts_at > :now and v.starts_at < :end and v.grade between :gradeFrom and :gradeTo),
                visit as (
                  select %1$s, v.other_pupils from reach_class_visit_v v where v.cohort_id in (select cohort_id from booked)
                  union all
                  select %1$s, false from booked v),
                %2$s,
                then_reached as (
                  select r.cohort_id, max(%3$s) as reached
                    from %4$s
                    join counted r on r.school_year = slice.school_year and r.grade between :gradeFrom and :gradeTo
                   group by r.cohort_id),
                now_reached as (
                  select r.cohort_id, max(%3$s) as reached
                    from %4$s
                    join reach_cohort r on r.school_year = slice.school_year and r.grade between :gradeFrom and :gradeTo
                   where r.cohort_id in (select cohort_id from booked)
                   group by r.cohort_id)
                select greatest(0, coalesce((select sum(reached) from then_reached), 0)
                                   - coalesce((select sum(reached) from now_reached), 0)) as most,
                       (select count(distinct booking_id) from booked) as bookings
                """.formatted(VISIT_COLUMNS, COUNTED, IN_SLICE, SLICES, IN_SCOPE))
                .params(parameters)
                .query(Booked.class)
                .single();
    }

    /**
     * Computes the attendance rate per sector, a larger sample than one band has. Visitors beyond the booked number do not compensate for
     * absences elsewhere.
     */
    public Map<Sector, Rate> rates(Period period, Instant now) {
        Map<Sector, Rate> rates = new EnumMap<>(Sector.class);
        jdbc.sql("""
                with visit as materialized (
                  select c.sector, v.booking_id, sum(v.head_count) as booked
                    from reach_class_booked_v v
                    join organisations_cohort_v c on c.id = v.cohort_id
                    %s
                   where v.starts_at >= :begin and v.starts_at < :end and v.ends_at < :now
                   group by c.sector, v.booking_id)
                select sector, sum(least(came.came, visit.booked))::float / sum(visit.booked) as rate,
                       coalesce(stddev_samp(least(came.came, visit.booked)::float / visit.booked), 0) as spread, count(*) as visits
                  from visit
                 cross join lateral (select sum(a.head_count) as came from bookings_attendance_v a where a.booking_id = visit.booking_id) came
                 where came.came is not null and visit.booked > 0
                 group by sector
                """.formatted(IN_SCOPE))
                .params(Scope.moments(period))
                .param("year", period.countYear())
                .param("municipalities", hub.municipalities().toArray(String[]::new))
                .param("now", Rows.timestamp(now))
                .query(row -> {
                    rates.put(Rows.constant(row, "sector", Sector.class), Rows.read(row, Rate.class));
                });
        return rates;
    }
}
