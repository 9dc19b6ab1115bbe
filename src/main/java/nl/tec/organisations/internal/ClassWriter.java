package nl.tec.organisations.internal;

import java.time.Instant;
import nl.tec.hub.Rows;
import nl.tec.organisations.SchoolClass.NumbersFrom;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes classes, their parts and the cohorts these belong to. Expects a transaction. */
@Component
class ClassWriter {

    /** The school a class is of. */
    record Site(long id, Sector sector) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate attempt;

    ClassWriter(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.attempt = new TransactionTemplate(transactions);
        this.attempt.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Whoever changes classes of a school waits for who is doing so; null when there is no such school. */
    @Nullable Site lock(long siteId) {
        return jdbc.sql("select organisation_id, sector from school_site where organisation_id = ? for update")
                .param(siteId)
                .query((row, n) -> new Site(row.getLong(1), Sector.valueOf(row.getString(2))))
                .optional()
                .orElse(null);
    }

    boolean taken(long siteId, SchoolYear year, String label, long butFor) {
        return jdbc.sql("""
                select exists (select from school_class
                               where site_id = ? and school_year = ? and lower(label) = lower(?) and ended_at is null
                                 and id <> ?)
                """)
                .params(siteId, year.start(), label, butFor)
                .query(Boolean.class)
                .single();
    }

    long insert(
            long siteId, SchoolYear year, String label, String level, NumbersFrom source, @Nullable Integer counted) {
        return jdbc.sql("""
                insert into school_class (site_id, school_year, label, level, source, counted_in)
                values (?, ?, ?, ?, ?, ?) returning id
                """)
                .param(siteId)
                .param(year.start())
                .param(label)
                .param(level)
                .param(source.name())
                .param(counted)
                .query(Long.class)
                .single();
    }

    /** Sets the part of a group, adding it when it is new. */
    void part(Site site, SchoolYear year, long classId, String level, int grade, int pupils, int low, int high) {
        jdbc.sql("""
                insert into class_part (class_id, cohort_id, grade, head_count, low, high) values (?, ?, ?, ?, ?, ?)
                on conflict (class_id, grade) do update
                set cohort_id = excluded.cohort_id, head_count = excluded.head_count, low = excluded.low,
                    high = excluded.high, ended_at = null
                """)
                .params(classId, cohort(site, year, level, grade), grade, pupils, low, high)
                .update();
    }

    /** Takes a group out of a class: its part ends and keeps its head count, as visits may refer to it (rules 2.2). */
    void endPart(long classId, int grade, Instant now) {
        jdbc.sql("update class_part set ended_at = ? where class_id = ? and grade = ? and ended_at is null")
                .params(Rows.timestamp(now), classId, grade)
                .update();
    }

    /** All classes the school has in a school year; false when visits refer to one of them, and then all stay. */
    boolean delete(long siteId, SchoolYear year) {
        try {
            attempt.executeWithoutResult(savepoint -> {
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

    /** The cohort of a group in a school year (rules 1), made when it is not there yet. */
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
}
