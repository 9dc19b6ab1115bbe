package nl.tec.organisations.internal;

import java.util.Collection;
import java.util.List;
import nl.tec.organisations.ClassNumbersChanged;
import nl.tec.organisations.Classes;
import nl.tec.shared.SchoolYear;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps uncorrected classes of primary schools equal to the best available estimate, whatever the order in which the counts were imported
 * (rules 1). A cohort of which the school has corrected, added or removed a class is left alone. Expects a transaction.
 */
@Component
public class ClassEstimates {

    /**
     * {@code wanted}: cohorts of which all classes of the year are estimates. {@code have}: their classes. A group without a class gets one
     * only if another class of the school is still an estimate: a school that has corrected all of them left it out on purpose.
     */
    private static final String WANTED = """
            with class as (
              select k.id, k.site_id, k.label, k.source, k.counted_in, k.ended_at, p.id as part_id, p.cohort_id, p.grade,
                     p.head_count, p.low, p.high,
                     k.source = 'SCHOOL' or k.ended_at is not null or k.counted_in is null
                       or count(*) over (partition by k.id) > 1 as own
              from school_class k
              join organisation o on o.id = k.site_id
              join class_part p on p.class_id = k.id and p.ended_at is null
              where k.school_year = :year and not k.booking_group
                and (o.municipality_code = any (:municipalities) or k.site_id = any (:sites))
            ), school as (
              select site_id from class group by site_id having not bool_and(own)
            ), wanted as (
              select c.id as cohort_id, c.site_id, z.grade, z.pupils, z.low, z.high, z.source, z.counted_in,
                     z.grade::text as base, ceil(z.pupils / :largest ::numeric)::int as classes
              from school
              join cohort c on c.site_id = school.site_id and c.sector in ('PO', 'SO')
              join cohort_size z on z.cohort_id = c.id and z.school_year = :year and z.counted_in is not null
              where not exists (select from class k where k.cohort_id = c.id and k.own)
            ), have as (
              select k.*, row_number() over cohort as n, count(*) over (partition by cohort_id) as of
              from class k join wanted using (cohort_id)
              window cohort as (partition by cohort_id order by k.label, k.id)
            )
            """;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    ClassEstimates(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Updates the estimated classes, and publishes an event for the schools whose classes changed. */
    public void follow(SchoolYear year, Collection<String> municipalities, Collection<Long> sites) {
        lock(municipalities, sites);
        removeSurplus(year, municipalities, sites);
        List<Long> changed = List.copyOf(resize(year, municipalities, sites));
        if (!changed.isEmpty()) {
            events.publishEvent(new ClassNumbersChanged(changed, year.start()));
        }
    }

    /** Locks the schools, so that concurrent corrections wait. */
    private void lock(Collection<String> municipalities, Collection<Long> sites) {
        jdbc.sql("""
                select s.organisation_id from school_site s join organisation o on o.id = s.organisation_id
                where o.municipality_code = any (:municipalities) or o.id = any (:sites)
                order by s.organisation_id for update of s
                """)
                .param("municipalities", municipalities.toArray(String[]::new))
                .param("sites", sites.toArray(Long[]::new))
                .query(Long.class)
                .list();
    }

    /** Removes surplus classes, except those that are booked or that a teacher has marked as their own. */
    private void removeSurplus(SchoolYear year, Collection<String> municipalities, Collection<Long> sites) {
        statement(WANTED + """
                select count(remove_unused_class(h.id)) from have h join wanted w using (cohort_id) where h.n > w.classes
                """, year, municipalities, sites).query(Long.class).single();
    }

    /** Spreads the pupils of a cohort over its classes, adding missing ones. @return the schools with a changed class */
    private List<Long> resize(SchoolYear year, Collection<String> municipalities, Collection<Long> sites) {
        return statement(WANTED + """
                , total as (
                  select w.*, coalesce(h.of, 0) as of, greatest(coalesce(h.of, 0), w.classes) as total
                  from wanted w left join (select distinct cohort_id, of from have) h using (cohort_id)
                ), letter as (   -- labels that no class of the school has
                  select t.cohort_id, t.base || chr(96 + l) as label,
                         row_number() over (partition by t.cohort_id order by l) as n
                  from total t cross join generate_series(1, 26) as l
                  where t.total > t.of
                    and not exists (select from class k
                                    where k.site_id = t.site_id and k.ended_at is null
                                      and lower(k.label) = lower(t.base || chr(96 + l)))
                    -- the only class of a group becomes its a
                    and not (l = 1 and t.of = 1 and exists (select from have h where h.cohort_id = t.cohort_id and h.label = t.base))
                ), numbered as (
                  select t.*, n, t.pupils / total + (n <= t.pupils % total)::int as head_count
                  from total t cross join generate_series(1, t.total) as n
                ), slot as (
                  select p.cohort_id, p.site_id, p.grade, p.source, p.counted_in, h.id, h.part_id, p.head_count,
                         case when h.id is null and p.total = 1 then p.base
                              when h.id is null then l.label
                              when p.total = 1 and h.label = p.base || 'a' and free.base then p.base
                              when p.total > 1 and p.of = 1 and h.label = p.base and free.a then p.base || 'a'
                              else h.label end as label,
                         least(p.head_count, floor(p.low / p.total::numeric)) as low,
                         greatest(p.head_count, ceil(p.high / p.total::numeric)) as high
                  from numbered p
                  left join have h on h.cohort_id = p.cohort_id and h.n = p.n
                  left join letter l on l.cohort_id = p.cohort_id and l.n = p.n - p.of
                  cross join lateral (
                    select coalesce(bool_and(lower(k.label) <> lower(p.base)), true) as base,
                           coalesce(bool_and(lower(k.label) <> lower(p.base || 'a')), true) as a
                    from class k where k.site_id = p.site_id and k.ended_at is null and k.id is distinct from h.id
                  ) as free
                  where h.id is not null or p.total > 1 or free.base
                ), changed as (
                  select s.* from slot s join have h on h.id = s.id
                  where (h.label, h.source, h.counted_in, h.head_count, h.low, h.high)
                        is distinct from (s.label, s.source, s.counted_in, s.head_count, s.low, s.high)
                ), classes as (
                  update school_class k set label = c.label, source = c.source, counted_in = c.counted_in
                  from changed c where k.id = c.id
                ), parts as (
                  update class_part p set head_count = c.head_count, low = c.low, high = c.high
                  from changed c where p.id = c.part_id
                ), made as (
                  insert into school_class (site_id, school_year, label, source, counted_in)
                  select site_id, :year, label, source, counted_in from slot where id is null and label is not null
                  returning id, site_id, label
                ), new_parts as (
                  insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                  select made.id, s.cohort_id, s.grade, s.head_count, s.low, s.high
                  from made join slot s on s.id is null and s.site_id = made.site_id and s.label = made.label
                )
                select site_id from changed union select site_id from made
                """, year, municipalities, sites)
                .query(Long.class)
                .list();
    }

    private JdbcClient.StatementSpec statement(
            String sql, SchoolYear year, Collection<String> municipalities, Collection<Long> sites) {
        return jdbc.sql(sql)
                .param("year", year.start())
                .param("largest", Classes.MAX_CLASS)
                .param("municipalities", municipalities.toArray(String[]::new))
                .param("sites", sites.toArray(Long[]::new));
    }
}
