package nl.tec.organisations.internal;

import java.time.Instant;
import java.util.Collection;
import nl.tec.hub.Rows;
import nl.tec.hub.Savepoint;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.SchoolClass.NumbersFrom;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes classes, their parts and cohorts. Expects a transaction. */
@Component
public class ClassStore {

    /** The school of a class. */
    public record Site(long id, Sector sector) {}

    private final JdbcClient jdbc;
    private final Savepoint savepoint;

    ClassStore(JdbcClient jdbc, Savepoint savepoint) {
        this.jdbc = jdbc;
        this.savepoint = savepoint;
    }

    /** Locks a school against concurrent changes of its classes; null if there is no such school. */
    public @Nullable Site lock(long siteId) {
        return jdbc.sql("select organisation_id, sector from school_site where organisation_id = ? for update")
                .param(siteId)
                .query((row, n) -> new Site(row.getLong(1), Sector.valueOf(row.getString(2))))
                .optional()
                .orElse(null);
    }

    /** Stores the correction of a class, which is no longer an estimate. */
    public void correct(long classId, ClassNumbers numbers) {
        jdbc.sql("update school_class set label = ?, level = ?, source = 'SCHOOL', counted_in = null where id = ?")
                .params(numbers.label(), numbers.level(), classId)
                .update();
    }

    public void end(long classId, Instant now) {
        jdbc.sql("update school_class set ended_at = ?, source = 'SCHOOL' where id = ? and ended_at is null")
                .params(Rows.timestamp(now), classId)
                .update();
    }

    public void restore(long classId) {
        jdbc.sql("update school_class set ended_at = null where id = ?")
                .param(classId)
                .update();
    }

    public boolean isEnded(long classId) {
        return jdbc.sql("select ended_at is not null from school_class where id = ?")
                .param(classId)
                .query(Boolean.class)
                .single();
    }

    /** Whether another class has this name; a group that is only booked with does not count, unless this is one. */
    public boolean taken(long siteId, SchoolYear year, String label, long butFor) {
        return jdbc.sql("""
                select exists (select from school_class
                               where site_id = ? and school_year = ? and lower(label) = lower(?) and ended_at is null
                                 and id <> ? and booking_group = exists (select from school_class where id = ? and booking_group))
                """)
                .params(siteId, year.start(), label, butFor, butFor)
                .query(Boolean.class)
                .single();
    }

    public long insert(
            long siteId, SchoolYear year, String label, String level, NumbersFrom source, @Nullable Integer counted) {
        return jdbc.sql("""
                insert into school_class (site_id, school_year, label, level, source, counted_in)
                values (?, ?, ?, ?, ?, ?) returning id
                """)
                .params(siteId, year.start(), label, level, source.name())
                .param(counted)
                .query(Long.class)
                .single();
    }

    /** Inserts or updates the part of a group. */
    public void part(Site site, SchoolYear year, long classId, String level, int grade, int pupils, int low, int high) {
        jdbc.sql("""
                insert into class_part (class_id, cohort_id, grade, head_count, low, high) values (?, ?, ?, ?, ?, ?)
                on conflict (class_id, grade) do update
                set cohort_id = excluded.cohort_id, head_count = excluded.head_count, low = excluded.low,
                    high = excluded.high, ended_at = null
                """)
                .params(classId, cohort(site, year, level, grade), grade, pupils, low, high)
                .update();
    }

    /** Removes a group from a class: its part ends but keeps its head count, as visits may refer to it (rules 2.2). */
    public void endPart(long classId, int grade, Instant now) {
        jdbc.sql("update class_part set ended_at = ? where class_id = ? and grade = ? and ended_at is null")
                .params(Rows.timestamp(now), classId, grade)
                .update();
    }

    /** Deletes all classes of a school in a school year. @return false, with no effect, if visits refer to one of them */
    public boolean delete(long siteId, SchoolYear year) {
        try {
            savepoint.run(status -> {
                jdbc.sql("""
                        delete from class_part p using school_class k
                        where k.id = p.class_id and k.site_id = ? and k.school_year = ? and not k.booking_group
                        """).params(siteId, year.start()).update();
                jdbc.sql("delete from school_class where site_id = ? and school_year = ? and not booking_group")
                        .params(siteId, year.start())
                        .update();
            });
            return true;
        } catch (DataIntegrityViolationException referredTo) {
            return false;
        }
    }

    /** Finds or creates the cohort of a group in a school year (rules 1). */
    private long cohort(Site site, SchoolYear year, String level, int grade) {
        boolean primary = site.sector() == Sector.PO || site.sector() == Sector.SO;
        Integer leaves = primary ? year.start() + 1 + 8 - grade : null;
        Integer started = primary ? null : year.start() + 1 - grade;
        return jdbc.sql("""
                with made as (
                  insert into cohort (site_id, sector, level, leaves_in, started_in)
                  values (:site, :sector, :level, :leaves, :started)
                  on conflict do nothing
                  returning id
                )
                select id from made
                union all
                select id from cohort
                where site_id = :site and sector = :sector and level = :level
                  and leaves_in is not distinct from :leaves::int and started_in is not distinct from :started::int
                """)
                .param("site", site.id())
                .param("sector", site.sector().name())
                .param("level", primary ? "" : level)
                .param("leaves", leaves)
                .param("started", started)
                .query(Long.class)
                .single();
    }

    /** Creates classes for the cohorts of primary schools that have none. @param largest the maximum class size, above which it splits */
    public int start(SchoolYear year, int largest, Collection<String> municipalities, Collection<Long> sites) {
        return jdbc.sql("""
                with size as (
                  select c.site_id, c.id as cohort_id, z.grade, z.pupils, z.low, z.high, z.source, z.counted_in,
                         ceil(z.pupils / :largest ::numeric)::int as classes
                  from cohort_size z
                  join cohort c on c.id = z.cohort_id
                  join organisation o on o.id = c.site_id
                  where z.school_year = :year and z.pupils > 0 and c.sector in ('PO', 'SO')
                    and (o.municipality_code = any (:municipalities) or c.site_id = any (:sites))
                    and not exists (select from school_class k
                                    where k.site_id = c.site_id and k.school_year = :year and not k.booking_group)
                ), class as (
                  select *, grade || case when classes = 1 then '' else chr(96 + n) end as label,
                         pupils / classes + (n <= pupils % classes)::int as head_count
                  from size cross join generate_series(1, classes) as n
                ), made as (
                  insert into school_class (site_id, school_year, label, source, counted_in)
                  select site_id, :year, label, source, counted_in from class
                  returning id, site_id, label
                )
                insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                select made.id, cohort_id, grade, head_count, least(head_count, floor(low / classes::numeric)),
                       greatest(head_count, ceil(high / classes::numeric))
                from class join made using (site_id, label)
                """)
                .param("largest", largest)
                .param("year", year.start())
                .param("municipalities", municipalities.toArray(String[]::new))
                .param("sites", sites.toArray(Long[]::new))
                .update();
    }
}
