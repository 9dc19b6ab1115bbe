package nl.tec.results.internal;

import static nl.tec.results.internal.ReachSql.ENROLS;
import static nl.tec.results.internal.ReachSql.IN_SCOPE;

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
import nl.tec.shared.Sector;
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
        Came counted = counted(scope);
        Population population = population(scope);
        Children children = children(scope);
        long reached = population == null ? counted.reached() : Math.min(counted.reached(), population.pupils());
        return new Figure(
                kpi.code(),
                year,
                clock.instant(),
                reached,
                counted.reached() - reached,
                children.most(),
                children.guessed(),
                0,
                population,
                counted.visits(),
                unrecorded(scope),
                period.running(today) ? coming(scope) : null,
                null);
    }

    /** A number of pupils who came with their class, and at how many visits of a class part. */
    record Came(long reached, long visits) {}

    /** Pupils of special education, who are in no band (rules 2.7). */
    Came special(Period period) {
        return counted(new Scope(new Band(Sector.SO, 1, 8), period, hub.municipalities(), false));
    }

    /**
     * What to count for a band in a period. Rules 2.7: against the count of 1 October of the year; where there is none at all
     * yet, against last year's moved up one group.
     */
    public Scope scope(Band band, Period period) {
        Scope scope = new Scope(band, period, hub.municipalities(), false);
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

    /** The groups of a band: how many are enrolled, how many were reached. */
    public List<GradeLine> grades(Band band, Period period) {
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
                """.formatted(ReachSql.MOVED_UP, ReachSql.IN_SLICE, ReachSql.SLICES, IN_SCOPE, ENROLS))
                .params(scope(band, period).parameters())
                .query((row, n) -> new GradeLine(row.getInt("grade"), row.getLong("pupils"), row.getLong("reached")))
                .list();
    }

    private Came counted(Scope scope) {
        return jdbc.sql("""
                with per_cohort as (
                  select r.cohort_id, max(%s) as reached,
                         sum(case slice.part when 'WHOLE' then r.visits_autumn + r.visits_spring
                                             when 'AUTUMN' then r.visits_autumn else r.visits_spring end) as visits
                    from %s
                    join reach_cohort r on r.school_year = slice.school_year and r.grade between :gradeFrom and :gradeTo
                    join organisations_cohort_v c on c.id = r.cohort_id and c.sector = :sector
                    %s
                   group by r.cohort_id)
                select coalesce(sum(reached), 0) as reached, coalesce(sum(visits), 0) as visits from per_cohort
                """.formatted(ReachSql.IN_SLICE, ReachSql.SLICES, IN_SCOPE))
                .params(scope.parameters())
                .query((row, n) -> new Came(row.getLong("reached"), row.getLong("visits")))
                .single();
    }

    private @Nullable Population population(Scope scope) {
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
                """.formatted(ReachSql.MOVED_UP, IN_SCOPE, ENROLS))
                .params(scope.parameters())
                .query((row, n) -> {
                    boolean movedUp = row.getBoolean("moved_up");
                    Integer other = row.getObject("counted_in", Integer.class);
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

    /** Children who came by themselves, at most. @param guessed those whose group is only guessed from their age */
    private record Children(long most, long guessed) {}

    /**
     * Rules 2.5: who signed up themselves, by mail address, age and group; of one address, age and group as many as came to one
     * session together, because these are different children.
     */
    private Children children(Scope scope) {
        return jdbc.sql("""
                with together as (
                  select v.grade is null as guessed, v.who, %s, v.session_id, count(*) as children
                    from reach_individual_visit_v v where %s group by 1, 2, 3, 4, 5),
                child as (select guessed, max(children) as children from together group by guessed, who, grade, age)
                select coalesce(sum(children), 0) as most, coalesce(sum(children) filter (where guessed), 0) as guessed from child
                """.formatted(CHILD, IN_BAND))
                .params(scope.parameters())
                .query((row, n) -> new Children(row.getLong("most"), row.getLong("guessed")))
                .single();
    }

    /** What tells the children of one address apart. */
    public static final String CHILD = "v.grade, v.age";

    /**
     * Whether an reach_individual_visit_v v is of a child that may be in the band. A group is the age on 1 October minus 3, and who
     * is 12 may be in group 8 or in VO; of the age on the day only follows that it is this or one less (in August and
     * September: this or one more), so that both count.
     */
    public static final String IN_BAND = """
            v.held_on between :first and :last and v.who is not null and v.audience in ('CHILD', :sector)
            and case when v.sector is not null and v.grade is not null
                     then v.sector = :sector and v.grade between :gradeFrom and :gradeTo
                     when v.audience <> 'CHILD' then true
                     else exists (select from (values (0), (1)) as maybe (more)
                                   cross join lateral (
                                         select v.age + more - (extract(month from v.held_on) not in (8, 9))::int as age) october
                                   where :sector = 'PO' and october.age <= 12 and least(october.age - 3, 8) between :gradeFrom and :gradeTo
                                      or :sector = 'VO' and october.age between 12 and 18)
                 end
            """;

    private long unrecorded(Scope scope) {
        return jdbc.sql("""
                select count(distinct v.booking_id)
                  from reach_class_booked_v v
                  join organisations_cohort_v c on c.id = v.cohort_id and c.sector = :sector
                  %s
                 where v.held_on between :first and :last and v.ends_at < :now
                   and v.grade between :gradeFrom and :gradeTo
                   and not exists (select from bookings_attendance_v a where a.booking_id = v.booking_id)
                """.formatted(IN_SCOPE))
                .params(scope.parameters())
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    private Coming coming(Scope scope) {
        record Booked(long most, long bookings) {}
        record Rate(@Nullable Double rate, double spread, long visits) {}
        Timestamp now = Timestamp.from(clock.instant());
        Booked booked = jdbc.sql("""
                with booked as materialized (
                  select v.*
                    from reach_class_booked_v v
                    join organisations_cohort_v c on c.id = v.cohort_id and c.sector = :sector
                    %5$s
                   where v.starts_at > :now and v.held_on <= :last and v.grade between :gradeFrom and :gradeTo),
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
                select coalesce((select sum(reached) from then_reached), 0)
                       - coalesce((select sum(reached) from now_reached), 0) as most,
                       (select count(distinct booking_id) from booked) as bookings
                """.formatted(
                                ReachSql.VISIT_COLUMNS, ReachSql.COUNTED, ReachSql.IN_SLICE, ReachSql.SLICES, IN_SCOPE))
                .params(scope.parameters())
                .param("now", now)
                .query((row, n) -> new Booked(Math.max(0, row.getLong("most")), row.getLong("bookings")))
                .single();
        // the rate is of all visits of the sector in the period: more to go by than one band has; who came beyond what
        // was booked
        // does not make up for who stayed away elsewhere
        Rate rate = jdbc.sql("""
                with visit as (
                  select v.booking_id, sum(v.head_count) as booked,
                         (select sum(a.head_count) from bookings_attendance_v a where a.booking_id = v.booking_id) as came
                    from reach_class_booked_v v
                    join organisations_cohort_v c on c.id = v.cohort_id and c.sector = :sector
                    %s
                   where v.held_on between :first and :last and v.ends_at < :now
                   group by v.booking_id)
                select sum(least(came, booked))::float / nullif(sum(booked), 0) as rate,
                       coalesce(stddev_samp(least(came, booked)::float / booked), 0) as spread, count(*) as visits
                  from visit where came is not null and booked > 0
                """.formatted(IN_SCOPE))
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
