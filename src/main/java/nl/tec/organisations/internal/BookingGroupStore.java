package nl.tec.organisations.internal;

import java.time.Instant;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.organisations.BookingGroups.Numbers;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.StudyLevel;
import nl.tec.shared.SchoolYear;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the groups that exist only for bookings. Expects a transaction. */
@Component
public class BookingGroupStore {

    /** The names that a group can get, in order: the one asked for, and those for when that is taken. */
    private static final String NAMES = """
            (select 0 as n, :name as name
             union all
             select n, left(:name, :max - length(suffix)) || suffix
               from generate_series(1, 999) as n
              cross join lateral (select ' ' || case when n < 26 then chr(97 + n) else n::text end as suffix) s) as names
            """;

    private final JdbcClient jdbc;

    BookingGroupStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Finds an unused group to reuse.
     *
     * @param choosing a group created after this time is reused only for the same pupils, because somebody may be choosing a date for it
     */
    public Optional<Long> findUnused(
            long siteId, SchoolYear year, Numbers numbers, StudyLevel level, Instant choosing) {
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
                .param("choosing", Rows.timestamp(choosing))
                .query(Long.class)
                .optional();
    }

    /** Finds the group that was created for a class with this name and these groups, also if the name was taken then. */
    public Optional<Long> findGuest(long siteId, SchoolYear year, ClassNumbers numbers) {
        return jdbc.sql("""
                select k.id from school_class k join class_part p on p.class_id = k.id join %s on k.label = names.name
                where k.site_id = :site and k.school_year = :year and k.booking_group and k.ended_at is null
                  and k.level = :level
                group by k.id, names.n having array_agg(p.grade order by p.grade) = :grades::int[]
                order by names.n limit 1
                """.formatted(NAMES))
                .param("site", siteId)
                .param("year", year.start())
                .param("level", numbers.level())
                .param("name", numbers.label())
                .param("max", ClassRules.MAX_LABEL_LENGTH)
                .param("grades", numbers.pupils().keySet().toArray(Integer[]::new))
                .query(Long.class)
                .optional();
    }

    /** Inserts a group. A second one with the same level and year gets the suffix b, and so on. */
    public long insert(long siteId, SchoolYear year, String name, String level, Instant now) {
        return jdbc.sql("""
                insert into school_class (site_id, school_year, label, level, source, booking_group, made_at)
                select :site, :year, name, :level, 'SCHOOL', true, :now
                from %s
                where not exists (select from school_class k
                                  where k.site_id = :site and k.school_year = :year and k.ended_at is null
                                    and lower(k.label) = lower(name))
                order by n limit 1
                returning id
                """.formatted(NAMES))
                .param("site", siteId)
                .param("year", year.start())
                .param("name", name)
                .param("max", ClassRules.MAX_LABEL_LENGTH)
                .param("level", level)
                .param("now", Rows.timestamp(now))
                .query(Long.class)
                .single();
    }

    /** Removes the groups from a school year on that were created before {@code choosing} and never booked. */
    public void removeUnused(SchoolYear from, Instant choosing) {
        jdbc.sql("""
                select count(remove_unused_class(k.id)) from school_class k
                where k.booking_group and k.made_at < :choosing and k.school_year >= :year
                """)
                .param("choosing", Rows.timestamp(choosing))
                .param("year", from.start())
                .query(Long.class)
                .single();
    }
}
