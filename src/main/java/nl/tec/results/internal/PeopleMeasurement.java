package nl.tec.results.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import nl.tec.results.Figure;
import nl.tec.results.Figure.Coming;
import nl.tec.results.Kpi;
import nl.tec.results.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Distinct people of an audience who came in the own time (rules 2.9), and who is still to come (rules 2.13). */
@Component
public class PeopleMeasurement {

    /** Whether an reach_individual_visit_v v is of the audience, in the period. */
    public static final String IN_PERIOD = """
            v.held_on between :first and :last and v.audience = :audience and (:kind::text is null or v.activity_kind = :kind)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    PeopleMeasurement(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Figure of(Kpi kpi, int year, Period period, LocalDate today) {
        record Counted(long people, long together, long walkIns, long attendances) {}
        Counted counted = jdbc.sql("""
                with visit as (select v.who, v.session_id, v.head_count from reach_individual_visit_v v where %s),
                together as (select who, session_id, count(*) as people from visit where who is not null group by 1, 2),
                address as (select who, max(people) as people from together group by who)
                select (select count(*) from address) as people, (select coalesce(sum(people), 0) from address) as together,
                       (select coalesce(sum(head_count), 0) from visit where who is null) as walk_ins,
                       (select count(*) from visit where who is not null) as attendances
                """.formatted(IN_PERIOD))
                .params(parameters(kpi, period))
                .query((row, n) -> new Counted(
                        row.getLong("people"),
                        row.getLong("together"),
                        row.getLong("walk_ins"),
                        row.getLong("attendances")))
                .single();
        return new Figure(
                kpi.code(),
                year,
                clock.instant(),
                counted.people(),
                0,
                counted.together() - counted.people(),
                0,
                counted.walkIns(),
                null,
                counted.attendances(),
                0,
                period.running(today) ? coming(kpi, period) : null,
                null);
    }

    private Coming coming(Kpi kpi, Period period) {
        Map<String, Object> parameters = parameters(kpi, period);
        parameters.put("now", Timestamp.from(clock.instant()));
        return jdbc.sql("""
                with booked as (
                  select b.*, exists (select from bookings_attendance_v a
                          where a.person_id = b.person_id and a.session_id = b.session_id and a.head_count > 0) as came,
                         exists (select from bookings_attendance_v a where a.session_id = b.session_id) as recorded
                    from reach_individual_booked_v b
                   where b.held_on between :first and :last and b.audience = :audience
                     and (:kind::text is null or b.activity_kind = :kind)),
                past as (select came from booked where ends_at < :now and recorded)
                select (select count(distinct b.who) from booked b
                         where b.starts_at > :now
                           and not exists (select from reach_individual_visit_v v where v.who = b.who and %s)) as most,
                       (select count(*) from booked where starts_at > :now) as bookings,
                       (select avg(came::int)::float from past) as rate,
                       (select coalesce(stddev_samp(came::int), 0) from past) as spread,
                       (select count(*) from past) as seen
                """.formatted(IN_PERIOD))
                .params(parameters)
                .query((row, n) -> new Coming(
                        row.getLong("most"),
                        row.getLong("bookings"),
                        rate(row.getObject("rate", Double.class), row.getLong("seen")),
                        row.getDouble("spread"),
                        row.getLong("seen")))
                .single();
    }

    private static @Nullable Double rate(@Nullable Double rate, long seen) {
        return seen < ClassMeasurement.VISITS_FOR_A_RATE ? null : rate;
    }

    /** first, last, audience, kind. */
    public static Map<String, Object> parameters(Kpi kpi, Period period) {
        if (kpi.audience() == null) {
            throw new IllegalArgumentException(kpi.code() + " has no audience");
        }
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("first", period.first());
        parameters.put("last", period.last());
        parameters.put("audience", kpi.audience().name());
        parameters.put(
                "kind", kpi.activityKind() == null ? null : kpi.activityKind().name());
        return parameters;
    }
}
