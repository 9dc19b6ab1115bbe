package nl.tec.demo;

import java.util.List;
import java.util.Objects;
import nl.tec.organisations.StudyLevel;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The vocational school of the demo, and the groups that secondary schools book with. DUO does not publish its list of MBO addresses,
 * so Aventus is a school that the hub added itself, with a number of the hub and fictional classes (rules 1).
 */
final class DemoSchools {

    /** A number of the hub: DUO assigns none that begin with 99. */
    private static final String HUB_NUMBER = "99AV00";

    private static final String[] LEVELS = {"Techniek niveau 2", "Techniek niveau 3", "Techniek niveau 4"};

    private DemoSchools() {}

    static long addVocationalSchool(JdbcTemplate jdbc, long organisationId) {
        jdbc.update("update organisation set municipality_code = '0150' where id = ?", organisationId);
        jdbc.update(
                "insert into school_site (organisation_id, brin6, sector, kind, holiday_region) values (?, ?, 'MBO', 'MBO', 'NOORD')",
                organisationId,
                HUB_NUMBER);
        return organisationId;
    }

    private static final int GROUPS_OF_A_LEVEL = 2;

    private static final int PUPILS_OF_A_GROUP = 26;

    /** A year and level of a secondary school, with its number of pupils. */
    private record OfLevel(long siteId, long cohortId, String level, int grade, int pupils) {}

    /** Adds groups for secondary schools in the hub's municipalities: two per year and level, if there are enough pupils. */
    static void addSecondaryGroups(JdbcTemplate jdbc, SchoolYear year) {
        List<OfLevel> levels = jdbc.query(
                """
                select c.site_id, c.id, c.level, z.grade, z.pupils
                from cohort_size z join cohort c on c.id = z.cohort_id join school_site s on s.organisation_id = c.site_id
                where z.school_year = ? and c.sector = 'VO' and z.pupils > 0
                order by s.brin6, z.grade, c.level
                """,
                (row, n) -> new OfLevel(row.getLong(1), row.getLong(2), row.getString(3), row.getInt(4), row.getInt(5)),
                year.start());
        for (OfLevel of : levels) {
            String name = of.grade() + " "
                    + StudyLevel.ofCode(Sector.VO, of.level())
                            .map(StudyLevel::shortName)
                            .orElse(of.level());
            for (int n = 0; n < GROUPS_OF_A_LEVEL && of.pupils() > n * PUPILS_OF_A_GROUP; n++) {
                int heads = Math.min(of.pupils() - n * PUPILS_OF_A_GROUP, PUPILS_OF_A_GROUP - (of.grade() + n) % 4);
                jdbc.update(
                        """
                        with made as (
                          insert into school_class (site_id, school_year, label, level, source, booking_group)
                          values (?, ?, ?, ?, 'SCHOOL', true) returning id
                        )
                        insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                        select id, ?, ?, ?, ?, ? from made
                        """,
                        of.siteId(),
                        year.start(),
                        n == 0 ? name : name + " b",
                        of.level(),
                        of.cohortId(),
                        of.grade(),
                        heads,
                        heads,
                        heads);
            }
        }
    }

    /** Sets fictional mail addresses, so that a demo hub never mails a real school. */
    static void addMailAddresses(JdbcTemplate jdbc) {
        jdbc.update("""
                update organisation o set email = 'administratie@' || lower(s.brin6) || '.example'
                from school_site s where s.organisation_id = o.id and o.email is null
                """);
    }

    static void addVocationalClasses(JdbcTemplate jdbc, long siteId, SchoolYear year) {
        for (int i = 0; i < LEVELS.length; i++) {
            int heads = 18 + 3 * i;
            Long cohort = jdbc.queryForObject("""
                    insert into cohort (site_id, sector, level, started_in) values (?, 'MBO', ?, ?)
                    on conflict do nothing returning id
                    """, Long.class, siteId, LEVELS[i], year.start());
            jdbc.update("""
                    insert into cohort_size (cohort_id, school_year, grade, pupils, low, high, source)
                    values (?, ?, 1, ?, ?, ?, 'SCHOOL')
                    """, cohort, year.start(), heads, heads, heads);
            long schoolClass = Objects.requireNonNull(
                    jdbc.queryForObject("""
                    insert into school_class (site_id, school_year, label, level, source) values (?, ?, ?, ?, 'SCHOOL') returning id
                    """, Long.class, siteId, year.start(), "T" + (i + 2) + "1", LEVELS[i]));
            jdbc.update(
                    "insert into class_part (class_id, cohort_id, grade, head_count, low, high) values (?, ?, 1, ?, ?, ?)",
                    schoolClass,
                    cohort,
                    heads,
                    heads,
                    heads);
        }
    }
}
