package nl.tec.reach.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.hub.ListPage;
import nl.tec.hub.Rows;
import nl.tec.reach.BandReach;
import nl.tec.reach.ChildrenReach;
import nl.tec.reach.IndividualReach;
import nl.tec.reach.Individuals;
import nl.tec.reach.Period;
import nl.tec.reach.SessionReach;
import nl.tec.reach.UpcomingVisits;
import nl.tec.shared.Audience;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Queries on individual visitors (rules 2.5, 2.9, 2.13). */
@Component
public class IndividualQueries {

    /** The columns that distinguish the children of one mail address. */
    private static final String CHILD = "v.grade, v.age";

    /**
     * The condition that an individual_visit v is of a child that may be in the band. The group is the age on 1 October minus 3,
     * and a 12-year-old may be in group 8 or in VO. The age on 1 October is the age on the day or one less (in August and
     * September: or one more), so both count.
     */
    private static final String IN_BAND = """
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

    /** The condition that an individual_visit v is of the audiences, in the period. */
    private static final String IN_AUDIENCE = """
            v.held_on between :first and :last and v.audience = any(:audiences) and (:kind::text is null or v.activity_kind = :kind)
            """;

    /** The children a session adds to earlier ones: an address counts the maximum present at one session (rules 2.5). */
    private static final String ADDED_BY_SESSION = "greatest(0, came - coalesce(max(came) over earlier, 0))";

    /** 1 for the first attendance of a person, who counts once; otherwise 0. */
    private static final String FIRST_ATTENDANCE =
            "case when came > 0 and coalesce(max(came) over earlier, 0) = 0 then 1 else 0 end";

    private final JdbcClient jdbc;

    IndividualQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Counts the children who signed up individually (rules 2.5), distinct by mail address, age and group; for each combination
     * the maximum that came to one session together, because those are different children.
     */
    public BandReach.Children children(Scope scope) {
        return jdbc.sql("""
                with together as (
                  select v.grade is null as guessed, v.who, %s, v.session_id, count(*) as children
                    from reach_individual_visit_v v where %s group by 1, 2, 3, 4, 5),
                child as (select guessed, max(children) as children from together group by guessed, who, grade, age)
                select coalesce(sum(children), 0) as most, coalesce(sum(children) filter (where guessed), 0) as guessed from child
                """.formatted(CHILD, IN_BAND))
                .params(scope.parameters())
                .query(BandReach.Children.class)
                .single();
    }

    /** Counts children by age (rules 2.5), where a group stands for the usual age of its pupils on 1 October. */
    public ChildrenReach children(SchoolYear year, int youngest, int oldest) {
        return jdbc.sql("""
                with came as (
                  select v.who, v.session_id, v.head_count,
                         coalesce(v.age, case when v.sector in ('PO', 'SO') then v.grade + 3 when v.sector = 'VO' then v.grade + 11 end) as age
                    from reach_individual_visit_v v
                   where v.held_on between :first and :last and v.audience = 'CHILD' and v.who is not null),
                at_a_session as (select who, age, sum(head_count) as children from came group by who, age, session_id),
                family as (select who, age, max(children) as children from at_a_session group by who, age)
                select coalesce(sum(children) filter (where age between :youngest and :oldest), 0) as of_age,
                       coalesce(sum(children), 0) as everybody
                  from family
                """)
                .param("first", year.firstDay())
                .param("last", year.lastDay())
                .param("youngest", youngest)
                .param("oldest", oldest)
                .query((row, n) -> new ChildrenReach(row.getLong("of_age"), row.getLong("everybody")))
                .single();
    }

    public IndividualReach people(Individuals individuals, Period period) {
        return jdbc.sql("""
                with visit as (select v.who, v.session_id, v.head_count from reach_individual_visit_v v where %s),
                together as (select who, session_id, count(*) as people from visit where who is not null group by 1, 2),
                address as (select who, max(people) as people from together group by who)
                select (select count(*) from address) as people,
                       (select coalesce(sum(people - 1), 0) from address) as companions,
                       (select coalesce(sum(head_count), 0) from visit where who is null) as walk_ins,
                       (select count(*) from visit where who is not null) as attendances
                """.formatted(IN_AUDIENCE))
                .params(parameters(individuals, period))
                .query(IndividualReach.class)
                .single();
    }

    /**
     * Counts the individual visitors of these sessions. Young people are distinct by address, group and age, the maximum at one session
     * together, as in {@link #children(Scope)}; others by address and audience, and walk-ins by head.
     */
    public long people(Collection<Long> sessionIds) {
        return jdbc.sql("""
                with visit as (
                  select v.who, v.audience, v.audience = any(:young) as young, v.sector, %s, v.session_id, v.head_count
                    from reach_individual_visit_v v where v.session_id = any(:sessions)),
                together as (
                  select who, audience, young, sector, grade, age, session_id, count(*) as people
                    from visit where who is not null group by 1, 2, 3, 4, 5, 6, 7),
                person as (
                  select case when young then max(people) else 1 end as people
                    from together group by who, audience, young, case when young then (sector, grade, age) end)
                select coalesce((select sum(people) from person), 0)
                       + coalesce((select sum(head_count) from visit where who is null), 0)
                """.formatted(CHILD))
                .param("sessions", sessionIds.toArray(Long[]::new))
                .param(
                        "young",
                        Arrays.stream(Audience.values())
                                .filter(Audience::isYoung)
                                .map(Enum::name)
                                .toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** Returns those of the sessions that anybody came to, with a class or individually. */
    public Set<Long> attended(Collection<Long> sessionIds) {
        return jdbc.sql(
                        "select distinct session_id from bookings_attendance_v where session_id = any(:sessions) and head_count > 0")
                .param("sessions", sessionIds.toArray(Long[]::new))
                .query(Long.class)
                .set();
    }

    public boolean hasRecordsUntil(LocalDate day) {
        return jdbc.sql("select exists (select from bookings_attendance_v where held_on <= ?)")
                .param(day)
                .query(Boolean.class)
                .single();
    }

    public UpcomingVisits upcoming(Individuals individuals, Period period, Instant now) {
        Map<String, Object> parameters = parameters(individuals, period);
        parameters.put("now", Rows.timestamp(now));
        return jdbc.sql("""
                with booked as (
                  select b.*, exists (select from bookings_attendance_v a
                          where a.person_id = b.person_id and a.session_id = b.session_id and a.head_count > 0) as came,
                         exists (select from bookings_attendance_v a where a.session_id = b.session_id) as recorded
                    from reach_individual_booked_v b
                   where b.starts_at >= :begin and b.starts_at < :end and b.audience = any(:audiences)
                     and (:kind::text is null or b.activity_kind = :kind)),
                past as (select came from booked where ends_at < :now and recorded)
                select (select count(distinct b.who) from booked b
                         where b.starts_at > :now
                           and not exists (select from reach_individual_visit_v v where v.who = b.who and %s)) as most,
                       (select count(*) from booked where starts_at > :now) as bookings,
                       (select avg(came::int)::float from past) as rate,
                       (select coalesce(stddev_samp(came::int), 0) from past) as spread,
                       (select count(*) from past) as seen
                """.formatted(IN_AUDIENCE))
                .params(parameters)
                .query((row, n) -> UpcomingVisits.of(
                        row.getLong("most"),
                        row.getLong("bookings"),
                        row.getObject("rate", Double.class),
                        row.getDouble("spread"),
                        row.getLong("seen")))
                .single();
    }

    /** Returns a page of the sessions behind {@link #children(Scope)}. */
    public ListPage<SessionReach> sessions(Scope scope, SessionReach.@Nullable Key key, int limit) {
        return sessions(CHILD, IN_BAND, ADDED_BY_SESSION, scope.parameters(), key, limit);
    }

    /** Returns a page of the sessions behind {@link #people(Individuals, Period)}. */
    public ListPage<SessionReach> sessions(
            Individuals individuals, Period period, SessionReach.@Nullable Key key, int limit) {
        return sessions(
                "null::int as grade, null::int as age",
                IN_AUDIENCE,
                FIRST_ATTENDANCE,
                parameters(individuals, period),
                key,
                limit);
    }

    private ListPage<SessionReach> sessions(
            String person,
            String which,
            String counts,
            Map<String, Object> parameters,
            SessionReach.@Nullable Key key,
            int limit) {
        boolean backwards = key != null && key.backwards();
        parameters.put("day", key == null ? null : key.day());
        parameters.put("session", key == null ? null : key.sessionId());
        parameters.put("limit", limit + 1);
        List<SessionReach> found = jdbc.sql(
                        """
                with together as (
                  select v.session_id, v.who, %1$s, min(v.held_on) as held_on, count(*) filter (where v.who is not null) as came,
                         coalesce(sum(v.head_count) filter (where v.who is null), 0) as walk_ins
                    from reach_individual_visit_v v where %2$s group by 1, 2, 3, 4),
                known as (
                  select *, %5$s as counts from together
                  window earlier as (partition by who, grade, age order by held_on, session_id
                                     rows between unbounded preceding and 1 preceding)),
                per_session as (
                  select session_id, min(held_on) as held_on, sum(came) as came, sum(counts) as first, sum(walk_ins) as walk_ins
                    from known group by session_id)
                select p.session_id, p.held_on as day, p.came, p.first, p.walk_ins, a.title_nl, a.title_en
                  from per_session p join programme_session_v s on s.id = p.session_id join programme_activity_v a on a.id = s.activity_id
                 where :day::date is null or (p.held_on, p.session_id) %3$s (:day::date, :session::bigint)
                 order by p.held_on %4$s, p.session_id %4$s
                 limit :limit
                """.formatted(person, which, backwards ? "<" : ">", backwards ? "desc" : "asc", counts))
                .params(parameters)
                .query(Rows.of(SessionReach.class))
                .list();
        return ListPage.of(found, limit, key == null, backwards);
    }

    /** Returns the parameters first, last, begin, end, audiences and kind. */
    private static Map<String, Object> parameters(Individuals individuals, Period period) {
        Map<String, Object> parameters = new HashMap<>(Scope.moments(period));
        parameters.put("first", period.first());
        parameters.put("last", period.last());
        parameters.put(
                "audiences", individuals.audiences().stream().map(Enum::name).toArray(String[]::new));
        parameters.put("kind", Rows.nameOrNull(individuals.kind()));
        return parameters;
    }
}
