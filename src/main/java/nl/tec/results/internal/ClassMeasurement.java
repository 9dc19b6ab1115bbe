package nl.tec.results.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import nl.tec.hub.HubSettings;
import nl.tec.results.DrillDown.GradeLine;
import nl.tec.results.Figure;
import nl.tec.results.Figure.Coming;
import nl.tec.results.Figure.Population;
import nl.tec.results.Kpi;
import nl.tec.results.Kpi.Band;
import nl.tec.results.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pupils who came with their class, in a band, in the municipalities of the hub (rules 2.4-2.7, 2.13). */
@Component
public class ClassMeasurement {

    /** Fewer visits than this say too little about how many of the booked come. */
    static final int VISITS_FOR_A_RATE = 5;

    private final JdbcClient jdbc;
    private final HubSettings hub;
    private final Clock clock;

    ClassMeasurement(JdbcClient jdbc, HubSettings hub, Clock clock) {
        this.jdbc = jdbc;
        this.hub = hub;
        this.clock = clock;
    }

    Figure of(Kpi kpi, int year, Period period, LocalDate today) {
        Band band = kpi.band();
        if (band == null) {
            throw new IllegalArgumentException(kpi.code() + " has no band");
        }
        Scope scope = scope(band, period);
        Counted counted = counted(scope);
        Population population = population(scope);
        long reached = population == null ? counted.reached() : Math.min(counted.reached(), population.pupils());
        return new Figure(
                kpi.code(),
                year,
                clock.instant(),
                reached,
                counted.reached() - reached,
                individuals(scope),
                0,
                population,
                counted.attendances(),
                unrecorded(scope),
                period.running(today) ? coming(scope) : null,
                null);
    }

    /**
     * What to count for a band in a period. Rules 2.7: against the count of 1 October of the year; where there is none at all
     * yet, against last year's moved up one group.
     */
    public Scope scope(Band band, Period period) {
        Scope scope = new Scope(band, period, hub.municipalities(), false);
        boolean counted =
                jdbc.sql("""
                select exists (select from cohort_size s
                                 join cohort c on c.id = s.cohort_id and c.sector = :sector
                                 join organisation o on o.id = c.site_id and o.municipality_code = any(:municipalities)
                                where s.school_year = :countYear)
                """).params(scope.parameters()).query(Boolean.class).single();
        return counted ? scope : new Scope(band, period, hub.municipalities(), true);
    }

    /** The groups of a band: how many are enrolled, how many were reached. */
    public List<GradeLine> grades(Band band, Period period) {
        return jdbc.sql("""
                with enrolled as (
                  select now.grade, sum(s.pupils) as pupils
                    from cohort_size s
                    %1$s
                    join cohort c on c.id = s.cohort_id and c.sector = :sector
                    join organisation o on o.id = c.site_id and o.municipality_code = any(:municipalities)
                   where s.school_year = :countYear and now.grade between :gradeFrom and :gradeTo
                   group by now.grade),
                largest as (
                  select distinct on (r.cohort_id) r.grade, %2$s as reached
                    from %3$s
                    join reach_cohort r on r.school_year = slice.school_year and r.grade between :gradeFrom and :gradeTo
                    join cohort c on c.id = r.cohort_id and c.sector = :sector
                    join organisation o on o.id = c.site_id and o.municipality_code = any(:municipalities)
                   order by r.cohort_id, reached desc, r.school_year desc),
                per_grade as (select grade, sum(reached) as reached from largest group by grade)
                select grade, coalesce(pupils, 0) as pupils, coalesce(reached, 0) as reached
                  from enrolled full join per_grade using (grade) order by grade
                """.formatted(ReachSql.MOVED_UP, ReachSql.IN_SLICE, ReachSql.SLICES))
                .params(scope(band, period).parameters())
                .query((row, n) -> new GradeLine(row.getInt("grade"), row.getLong("pupils"), row.getLong("reached")))
                .list();
    }

    private record Counted(long reached, long attendances) {}

    private Counted counted(Scope scope) {
        return jdbc.sql("""
                with per_cohort as (
                  select r.cohort_id, max(%s) as reached,
                         sum(case slice.part when 'WHOLE' then r.visits_autumn + r.visits_spring
                                             when 'AUTUMN' then r.visits_autumn else r.visits_spring end) as attendances
                    from %s
                    join reach_cohort r on r.school_year = slice.school_year and r.grade between :gradeFrom and :gradeTo
                    join cohort c on c.id = r.cohort_id and c.sector = :sector
                    join organisation o on o.id = c.site_id and o.municipality_code = any(:municipalities)
                   group by r.cohort_id)
                select coalesce(sum(reached), 0) as reached, coalesce(sum(attendances), 0) as attendances from per_cohort
                """.formatted(ReachSql.IN_SLICE, ReachSql.SLICES))
                .params(scope.parameters())
                .query((row, n) -> new Counted(row.getLong("reached"), row.getLong("attendances")))
                .single();
    }

    private @Nullable Population population(Scope scope) {
        Population population = jdbc.sql("""
                select coalesce(sum(s.pupils), 0) as pupils, coalesce(sum(s.low), 0) as low, coalesce(sum(s.high), 0) as high,
                       coalesce(bool_or(s.source = 'MOVED_UP'), false) as moved_up
                  from cohort_size s
                  %s
                  join cohort c on c.id = s.cohort_id and c.sector = :sector
                  join organisation o on o.id = c.site_id and o.municipality_code = any(:municipalities)
                 where s.school_year = :countYear and now.grade between :gradeFrom and :gradeTo
                """.formatted(ReachSql.MOVED_UP))
                .params(scope.parameters())
                .query((row, n) -> new Population(
                        row.getLong("pupils"),
                        row.getLong("low"),
                        row.getLong("high"),
                        scope.movedUp() || row.getBoolean("moved_up")))
                .single();
        return population.pupils() == 0 ? null : population;
    }

    /**
     * Rules 2.5: distinct children who signed up themselves, by mail address and by group, or by age where no group was given (a
     * pupil of group g is usually g + 3 years old on 1 October; who is 12 may be in group 8 or in VO).
     */
    private long individuals(Scope scope) {
        return jdbc.sql("select count(distinct (v.who, v.grade, v.age)) from individual_visit v where " + IN_BAND)
                .params(scope.parameters())
                .query(Long.class)
                .single();
    }

    /** Whether an individual_visit v is of a child that may be in the band. */
    public static final String IN_BAND = """
            v.held_on between :first and :last and v.who is not null and v.audience in ('CHILD', :sector)
            and case when v.sector is not null and v.grade is not null
                     then v.sector = :sector and v.grade between :gradeFrom and :gradeTo
                     when v.audience <> 'CHILD' then true
                     else :sector = 'PO' and v.age <= 12 and least(v.age - 3, 8) between :gradeFrom and :gradeTo
                          or :sector = 'VO' and v.age between 12 and 18
                 end
            """;

    private long unrecorded(Scope scope) {
        return jdbc.sql("""
                select count(distinct v.booking_id)
                  from class_booked v
                  join cohort c on c.id = v.cohort_id and c.sector = :sector
                  join organisation o on o.id = c.site_id and o.municipality_code = any(:municipalities)
                 where v.held_on between :first and :last and v.ends_at < :now
                   and v.grade between :gradeFrom and :gradeTo
                   and not exists (select from attendance a where a.booking_id = v.booking_id)
                """)
                .params(scope.parameters())
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    private Coming coming(Scope scope) {
        record Booked(long most, long bookings) {}
        record Rate(@Nullable Double rate, double spread, long visits) {}
        Timestamp now = Timestamp.from(clock.instant());
        Booked booked = jdbc.sql(
                        """
                with booked as materialized (
                  select v.*
                    from class_booked v
                    join cohort c on c.id = v.cohort_id and c.sector = :sector
                    join organisation o on o.id = c.site_id and o.municipality_code = any(:municipalities)
                   where v.starts_at > :now and v.held_on <= :last and v.grade between :gradeFrom and :gradeTo),
                visit as (
                  select %1$s, v.other_pupils from class_visit v where v.cohort_id in (select cohort_id from booked)
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
                select coalesce((select sum(reached) from then_reached), 0)
                       - coalesce((select sum(reached) from now_reached), 0) as most,
                       (select count(distinct booking_id) from booked) as bookings
                """.formatted(ReachSql.VISIT_COLUMNS, ReachSql.COUNTED, ReachSql.IN_SLICE, ReachSql.SLICES))
                .params(scope.parameters())
                .param("now", now)
                .query((row, n) -> new Booked(Math.max(0, row.getLong("most")), row.getLong("bookings")))
                .single();
        // the rate is of all visits of the sector in the period: more to go by than one band has
        Rate rate = jdbc.sql("""
                with visit as (
                  select v.booking_id, sum(v.head_count) as booked,
                         (select sum(a.head_count) from attendance a where a.booking_id = v.booking_id) as came
                    from class_booked v
                    join cohort c on c.id = v.cohort_id and c.sector = :sector
                    join organisation o on o.id = c.site_id and o.municipality_code = any(:municipalities)
                   where v.held_on between :first and :last and v.ends_at < :now
                   group by v.booking_id)
                select sum(came)::float / nullif(sum(booked), 0) as rate,
                       coalesce(stddev_samp(came::float / booked), 0) as spread, count(*) as visits
                  from visit where came is not null and booked > 0
                """)
                .params(scope.parameters())
                .param("now", now)
                .query((row, n) ->
                        new Rate(row.getObject("rate", Double.class), row.getDouble("spread"), row.getLong("visits")))
                .single();
        return new Coming(
                booked.most(),
                booked.bookings(),
                rate.visits() < VISITS_FOR_A_RATE ? null : rate.rate(),
                rate.spread(),
                rate.visits());
    }
}
