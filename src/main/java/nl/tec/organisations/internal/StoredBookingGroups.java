package nl.tec.organisations.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.RecurringJob;
import nl.tec.organisations.BookingGroups;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.organisations.StudyLevel;
import nl.tec.organisations.internal.ClassStore.Site;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class StoredBookingGroups implements BookingGroups {

    /** Somebody may still be choosing a date for a group that was made this short ago. */
    private static final Duration CHOOSING = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Schools schools;
    private final ClassStore writer;
    private final ClassQueries rows;
    private final Clock clock;

    StoredBookingGroups(JdbcClient jdbc, Schools schools, ClassStore writer, ClassQueries rows, Clock clock) {
        this.jdbc = jdbc;
        this.schools = schools;
        this.writer = writer;
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public Problems check(SchoolSite school, Numbers numbers) {
        StudyLevel level = numbers.level();
        Problems problems = new Problems();
        boolean ofSchool = level != null && level.sector() == school.sector();
        problems.addIf(
                numbers.year() < 1 || numbers.year() > ClassRules.grades(school.sector()),
                "leerjaar",
                "groups.problem.year");
        problems.addIf(!ofSchool, "niveau", "groups.problem.level");
        if (level != null && ofSchool && problems.at("leerjaar").isEmpty()) {
            problems.addIf(
                    numbers.year() > level.years(),
                    "leerjaar",
                    "groups.problem.years",
                    level.shortName(),
                    level.years());
        }
        return problems.addIf(
                numbers.pupils() < 1 || numbers.pupils() > MAX_PUPILS,
                "leerlingen",
                "groups.problem.pupils",
                MAX_PUPILS);
    }

    @Override
    public Outcome<SchoolClass> make(Actor actor, long siteId, SchoolYear schoolYear, Numbers numbers) {
        SchoolSite school = schools.find(siteId)
                .filter(site -> !StudyLevel.of(site.sector()).isEmpty())
                .filter(site -> actor.is(Role.PROGRAMME_MANAGER) || actor.worksAt(siteId))
                .filter(site -> inTime(schoolYear))
                .orElseThrow(() -> new NotFound("school " + siteId));
        Problems problems = check(school, numbers);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Site site = Objects.requireNonNull(writer.lock(siteId));
        StudyLevel level = Objects.requireNonNull(numbers.level());
        long id = unused(siteId, schoolYear, numbers, level)
                .orElseGet(() -> insert(siteId, schoolYear, numbers.year() + " " + level.shortName(), level));
        writer.part(
                site,
                schoolYear,
                id,
                level.code(),
                numbers.year(),
                numbers.pupils(),
                numbers.pupils(),
                numbers.pupils());
        return Outcome.done(rows.list(List.of(id)).get(0));
    }

    private boolean inTime(SchoolYear year) {
        SchoolYear current = SchoolYear.of(Dates.dayOf(clock.instant()));
        return year.equals(current) || year.equals(current.next());
    }

    private Optional<Long> unused(long siteId, SchoolYear year, Numbers numbers, StudyLevel level) {
        return jdbc.sql("""
                select k.id from school_class k join class_part p on p.class_id = k.id
                where k.site_id = :site and k.school_year = :year and k.booking_group and k.ended_at is null
                  and k.level = :level and p.grade = :grade
                  and (p.head_count = :pupils or k.made_at < :choosing) and not class_used(k.id)
                order by k.label, k.id limit 1
                """)
                .param("site", siteId)
                .param("year", year.start())
                .param("level", level.code())
                .param("grade", numbers.year())
                .param("pupils", numbers.pupils())
                .param("choosing", Timestamp.from(clock.instant().minus(CHOOSING)))
                .query(Long.class)
                .optional();
    }

    /** The second of a level and year is its b. */
    private long insert(long siteId, SchoolYear year, String name, StudyLevel level) {
        return jdbc.sql("""
                insert into school_class (site_id, school_year, label, level, source, booking_group, made_at)
                select :site, :year, name, :level, 'SCHOOL', true, :now
                from (select 0 as n, :name as name
                      union all select n, :name || ' ' || case when n < 26 then chr(97 + n) else n::text end
                                from generate_series(1, 999) as n) as names
                where not exists (select from school_class k
                                  where k.site_id = :site and k.school_year = :year and k.ended_at is null
                                    and lower(k.label) = lower(name))
                order by n limit 1
                returning id
                """)
                .param("site", siteId)
                .param("year", year.start())
                .param("name", name)
                .param("level", level.code())
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    /** Groups of which nothing came: nobody booked with them, and nobody is choosing any more. */
    void removeUnused() {
        jdbc.sql("""
                select count(remove_unused_class(k.id)) from school_class k
                where k.booking_group and k.made_at < :choosing and k.school_year >= :year
                """)
                .param("choosing", Timestamp.from(clock.instant().minus(CHOOSING)))
                .param(
                        "year",
                        SchoolYear.of(Dates.dayOf(clock.instant())).previous().start())
                .query(Long.class)
                .single();
    }

    @Configuration(proxyBeanMethods = false)
    static class Job {

        @Bean
        RecurringJob unusedGroupsJob(StoredBookingGroups groups) {
            return new RecurringJob(
                    "unused-groups", Schedules.daily(Dates.ZONE, LocalTime.of(3, 20)), groups::removeUnused);
        }
    }
}
