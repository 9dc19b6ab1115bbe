package nl.tec.demo;

import java.util.Objects;
import nl.tec.shared.SchoolYear;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The vocational school of the demo. DUO's list of MBO addresses is not among the public files, so Aventus is a school that
 * the hub added itself, with a number of the hub and invented classes (rules 1).
 */
final class DemoSchools {

    /** Numbers that begin with 99 are not given out by DUO. */
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

    /** Invented addresses: nobody of a real school is ever mailed by a demo hub. */
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
