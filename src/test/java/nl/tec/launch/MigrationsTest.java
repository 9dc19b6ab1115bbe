package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The migrations: from an empty database, and from an earlier version with personal data, to the newest. */
class MigrationsTest {

    /** The last migration of the oldest supported version. */
    private static final String OLDEST = "009";

    @Test
    void anEmptyDatabaseBecomesTheNewest_andAgainChangesNothing() throws IOException {
        String database = TestDatabase.createEmpty();
        assertThat(flyway(database, null).migrate().migrationsExecuted)
                .as("with the repeatable ones")
                .isEqualTo(files().size() + 2);
        assertThat(flyway(database, null).migrate().migrationsExecuted).isZero();
        flyway(database, null).validate();
        JdbcClient jdbc = jdbc(database);
        Map<Integer, Integer> checksums = new TreeMap<>();
        jdbc.sql("select version::int, checksum from flyway_schema_history where version is not null")
                .query(row -> {
                    checksums.put(row.getInt(1), row.getInt(2));
                });
        assertThat(checksums).as("of the files as they are now").isEqualTo(files());
    }

    @Test
    void aDatabaseOfTheOldestVersionWithDataInItBecomesTheNewest_andKeepsThem() throws IOException {
        String database = TestDatabase.createEmpty();
        flyway(database, OLDEST).migrate();
        JdbcClient jdbc = jdbc(database);
        jdbc.sql(new ClassPathResource("rows-of-009.sql", MigrationsTest.class)
                        .getContentAsString(StandardCharsets.UTF_8))
                .update();
        jdbc.sql("""
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                values ('settle-places', 'recurring', now(), false, 1)
                """).update();
        jdbc.sql("""
                insert into school_class (id, site_id, school_year, label, source) overriding system value
                  values (102, 100, 2026, '6a', 'SCHOOL'), (103, 100, 2026, '6b', 'SCHOOL');
                insert into class_part (id, class_id, cohort_id, grade, head_count, low, high) overriding system value
                  values (102, 102, 100, 6, 24, 24, 24), (103, 103, 100, 6, 20, 20, 20);
                insert into curriculum_framework (id, title_nl, title_en, status) values ('kerndoelen-2006', 'Kerndoelen', 'Goals', '');
                insert into curriculum_goal (code, framework_id, sector, text_nl, text_en)
                  values ('2006-45', 'kerndoelen-2006', 'PO', '', ''), ('2006-VO-33', 'kerndoelen-2006', 'VO', '', '');
                insert into activity_goal values (100, '2006-45'), (100, '2006-VO-33');
                insert into learning_line (id, key, title_nl, title_en) overriding system value values (100, 'lijn', 'Lijn', 'Line');
                insert into learning_line_step (line_id, position, sector, grade, activity_id) values (100, 1, 'PO', 6, 100)
                """).update();
        Map<String, Long> before = rows(jdbc);
        assertThat(before.values().stream().filter(rows -> rows > 0).count())
                .as("tables with rows")
                .isGreaterThan(30);

        flyway(database, null).migrate();
        flyway(database, null).validate();

        assertThat(TestSql.text(jdbc, "select role from account_role where account_id = 101"))
                .isEqualTo("PROGRAMME_MANAGER");
        assertThat(TestSql.list(jdbc, String.class, "select task_name from scheduled_tasks"))
                .as("a job that was renamed goes on as before")
                .containsExactly("expire-and-promote");
        Map<String, Long> after = rows(jdbc);
        Map<String, String> renamed = Map.of("place", "venue", "session_places", "session_capacity");
        before.forEach((table, rows) -> assertThat(after.get(renamed.getOrDefault(table, table)))
                .as(table)
                .isGreaterThanOrEqualTo(rows));
        assertThat(TestSql.list(jdbc, String.class, "select state || participants from booking order by id"))
                .containsExactly("CONFIRMED24", "WAITING20", "HELD2");
        assertThat(jdbc.sql("""
                select (select bool_and(taken_over and counted = datemultirange(daterange(from_day, until_day, '[]'))) from membership)
                   and (select bool_and(taken_over and counted = datemultirange(daterange(signed_on, ended_on, '[]'))) from ambassador)
                """).query(Boolean.class).single())
                .as("who was connected, or an ambassador, counts as before")
                .isTrue();
        assertThat(jdbc.sql("""
                select l.published || t.title_nl || t.grade_from || t.grade_to || a.activity_id || g.goal_code
                  from learning_line l
                  join learning_line_step t on t.line_id = l.id
                  join learning_line_step_activity a on a.step_id = t.id
                  join learning_line_step_goal g on g.step_id = t.id
                """).query(String.class).list())
                .as("a step keeps its activity, and the goals of it that are of its own kind of school")
                .containsExactly("trueRobots661002006-45");
        assertThat(TestSql.list(
                        jdbc, String.class, "select part_id || ' from ' || from_part_id from class_part_origin"))
                .as("7a goes on from 6a, not from 6b")
                .containsExactly("100 from 102");
        assertThat(TestSql.list(jdbc, String.class, "select site_id || sector from reach_cohort"))
                .as("what a cohort reached has its school")
                .containsExactly("100PO");
        assertThatThrownBy(() -> TestSql.update(jdbc, "update session_capacity set taken = 31 where session_id = 100"))
                .as("still guarded")
                .hasMessageContaining("never_oversold");
    }

    /** From before the program had a role of its own. */
    @Test
    void theProgramGetsInAndCanNotRewriteTheLog() {
        String url = TestDatabase.createEmpty();
        flyway(url, "036").migrate();
        jdbc(url)
                .sql("insert into audit_log (at, action, subject_type) values (now(), 'OUD', 'proef')")
                .update();
        DatabaseAddress owner =
                DatabaseAddress.external(Map.of("TEC_DATABASE_URL", url)).orElseThrow();
        DatabaseAddress program = new DatabaseAddress(owner.url(), "tec_program", owner.password());
        DatabaseAccess access = new DatabaseAccess(owner, program, null);
        Schema.migrateToLatest(access);
        Schema.migrateToLatest(access);
        JdbcClient jdbc =
                JdbcClient.create(new DriverManagerDataSource(program.url(), program.user(), program.password()));
        assertThat(jdbc.sql("insert into audit_log (at, action, subject_type) values (now(), 'NIEUW', 'proef')")
                        .update())
                .isEqualTo(1);
        assertThat(jdbc.sql("update hub_setting set value = value").update()).isZero();
        for (String statement : List.of(
                "update audit_log set action = 'X'",
                "delete from audit_log",
                "truncate audit_log",
                "alter table audit_log disable trigger all",
                "drop trigger audit_log_append_only on audit_log",
                "delete from audit_batch",
                "create table mine (id int)")) {
            assertThatThrownBy(() -> jdbc.sql(statement).update())
                    .as(statement)
                    .rootCause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    /** From before passwords, which are keys, were hashed with one iteration. */
    @Test
    void aPasswordIsHashedOnce() {
        TestDatabase.Empty database = TestDatabase.createEmptyToLoad();
        JdbcClient superuser = jdbc(database.superuser());
        String password = database.program().replaceFirst(".*&password=", "");
        superuser
                .sql("set scram_iterations = 4096; alter role tec_program password '" + password + "'")
                .update();
        String often = "select count(*) from pg_authid where rolpassword not like 'SCRAM-SHA-256$1:%'";
        assertThat(superuser.sql(often).query(Integer.class).single()).isOne();
        database.migrateToLatest();
        assertThat(superuser.sql(often).query(Integer.class).single()).isZero();
        assertThat(jdbc(database.program())
                        .sql("select count(*) from hub_setting")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** Rules 3, for sessions from before the database enforced them. */
    @Test
    void concurrentSessionsStayPlanned_andVenueAndOfferGetTheirCapacity() throws IOException {
        String database = TestDatabase.createEmpty();
        flyway(database, OLDEST).migrate();
        JdbcClient jdbc = jdbc(database);
        jdbc.sql(new ClassPathResource("rows-of-009.sql", MigrationsTest.class)
                        .getContentAsString(StandardCharsets.UTF_8))
                .update();
        flyway(database, "036").migrate();
        jdbc.sql("delete from reservation").update();
        jdbc.sql("""
                insert into place (id, key, kind, name_nl, name_en) overriding system value
                  values (200, 'bakker', 'COMPANY', 'Bakker', 'Baker'), (201, 'molen', 'COMPANY', 'Molen', 'Mill');
                insert into session (id, activity_id, starts_at, ends_at, place_id, site_id, state, capacity, class_capacity, cancel_reason)
                overriding system value
                select n.id, n.activity_id, d.day + n.starts, d.day + n.ends, n.place_id, n.site_id, n.state, 30, 1, n.reason
                  from (select date_trunc('day', now()) + interval '40 days' as day) d,
                       (values (200, 100, time '09:00', time '11:00', 200, null, 'PUBLISHED', null),
                               (201, 100, time '10:00', time '12:00', 200, null, 'DRAFT', null),
                               (202, 100, time '11:00', time '13:00', 200, null, 'PUBLISHED', null),
                               (203, 100, time '10:00', time '12:00', 200, null, 'CANCELLED', 'Ziek'),
                               (204, 100, time '10:00', time '12:00', 201, null, 'PUBLISHED', null),
                               (205, 101, time '09:00', time '10:00', null, 100, 'PUBLISHED', null),
                               (206, 101, time '09:30', time '10:30', null, 100, 'PUBLISHED', null))
                         n (id, activity_id, starts, ends, place_id, site_id, state, reason);
                insert into session (id, activity_id, starts_at, ends_at, place_id, state, capacity, class_capacity) overriding system value
                select 207 + n, 100, now() - interval '3 days', now() - interval '2 days', 201, 'PUBLISHED', 30, 1 from generate_series(0, 1) n;
                insert into offer (id, organisation_id, kind, state, title_nl, worlds, group_min, group_max, held, postcode, travel_km,
                                   minutes, morning_at, afternoon_at, contact_email, activity_id, changed_at, changed_by)
                overriding system value
                  values (200, 101, 'GUEST_LESSON', 'PUBLISHED', 'Les', '{HITECH_SCIENCE}', 1, 30, 'SCHOOL', '7411HR', 30, 60,
                          '09:00', '13:00', 'les@voorbeeld.nl', 101, now(), 101);
                """).update();

        flyway(database, null).migrate();

        assertThat(TestSql.list(
                        jdbc, String.class, "select key || groups_at_once from venue where id >= 200 order by id"))
                .containsExactly("bakker2", "molen1");
        assertThat(TestSql.integer(jdbc, "select groups_at_once from offer where id = 200"))
                .isEqualTo(2);
        assertThat(TestSql.text(jdbc, "select postcode from offer where id = 200"))
                .isEqualTo("7411 HR");
        assertThat(jdbc.sql("""
                        select b.subject_id || r.kind || r.number from reservation b join resource r on r.id = b.resource_id
                        where b.subject_id >= 200 order by b.subject_id
                        """).query(String.class).list())
                .containsExactly("200VENUE1", "201VENUE2", "202VENUE1", "204VENUE1", "205PERSON1", "206PERSON2");
        assertThatThrownBy(() -> TestSql.update(jdbc, "update venue set groups_at_once = 1 where id = 200"))
                .hasMessageContaining("more groups are still to come");
    }

    /** Rules 1.5: fictional classes with bookings stay as groups; the others are removed. */
    @Test
    void inventedClassesOfSecondarySchoolsGo_butForWhatWasBookedWithThem() throws IOException {
        String database = TestDatabase.createEmpty();
        flyway(database, OLDEST).migrate();
        JdbcClient jdbc = jdbc(database);
        jdbc.sql(new ClassPathResource("rows-of-009.sql", MigrationsTest.class)
                        .getContentAsString(StandardCharsets.UTF_8))
                .update();
        flyway(database, "044").migrate();
        long booked =
                TestSql.bigint(jdbc, "select class_id from booking where class_id is not null order by id limit 1");
        jdbc.sql("""
                update school_site set sector = 'VO' where organisation_id = (select site_id from school_class where id = :booked);
                update school_class set source = 'DUO_TOTAL', label = '2 havo' where id = :booked;
                delete from own_class;
                insert into school_class (id, site_id, school_year, label, level, source) overriding system value
                select n.id, k.site_id, k.school_year, n.label, 'havo', n.source
                  from school_class k, (values (300, '3 havo a', 'DUO_TOTAL'), (301, '3 havo b', 'DUO_TOTAL'), (302, 'h3c', 'SCHOOL'))
                                       as n (id, label, source)
                 where k.id = :booked;
                insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                select n, p.cohort_id, 3, 30, 30, 30 from class_part p, generate_series(300, 302) as n where p.class_id = :booked;
                insert into own_class (account_id, class_id) select min(id), 300 from account;
                """.replace(":booked", Long.toString(booked))).update();

        flyway(database, null).migrate();

        assertThat(jdbc.sql("""
                        select label || booking_group from school_class
                        where site_id = (select site_id from school_class where id = ?) order by label
                        """).param(booked).query(String.class).list())
                .contains("2 havotrue", "h3cfalse")
                .doesNotContain("3 havo atrue", "3 havo btrue");
        assertThat(TestSql.bigint(jdbc, "select count(*) from class_part where class_id in (300, 301)"))
                .isZero();
    }

    /** Rules 2.3: groups to book with are taken out of the sizes that were kept, and reach is counted again. */
    @Test
    void keptSizesOfClassesAreWithoutGroups() throws IOException {
        String database = TestDatabase.createEmpty();
        flyway(database, OLDEST).migrate();
        JdbcClient jdbc = jdbc(database);
        jdbc.sql(new ClassPathResource("rows-of-009.sql", MigrationsTest.class)
                        .getContentAsString(StandardCharsets.UTF_8))
                .update();
        flyway(database, "177").migrate();
        jdbc.sql("""
                insert into school_class (id, site_id, school_year, label, source, booking_group, made_at) overriding system value
                values (300, 100, 2027, 'gast', 'SCHOOL', true, now() - interval '1 day'), (301, 100, 2027, 'later', 'SCHOOL', true, now());
                insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                values (300, 100, 7, 20, 20, 20), (301, 100, 7, 15, 15, 15);
                update attendance set group_size = 44, recorded_at = now() - interval '1 hour' where class_part_id = 100;
                insert into elsewhere_attendance (visit, class_part_id, hub, title, held_on, head_count, part_size, group_size, recorded_at)
                values (gen_random_uuid(), 100, 'TEC Zutphen', 'Robots', '2028-03-15', 24, 24, 59, now());
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                values ('reach-check', 'recurring', now() + interval '9 hours', false, 1);
                """).update();

        flyway(database, null).migrate();

        assertThat(TestSql.integer(jdbc, "select group_size from attendance where class_part_id = 100"))
                .isEqualTo(24);
        assertThat(TestSql.integer(jdbc, "select group_size from elsewhere_attendance"))
                .isEqualTo(24);
        assertThat(jdbc.sql("select group_size(100, 2027)").query(Integer.class).single())
                .isEqualTo(24);
        assertThat(jdbc.sql("select execution_time <= now() from scheduled_tasks where task_name = 'reach-check'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    /** Rules 3.5, for guides who were in the register twice. */
    @Test
    void guidesWhoWereTwoPeopleBecomeOne_andOneWhoCannotStays() throws IOException {
        String database = TestDatabase.createEmpty();
        flyway(database, OLDEST).migrate();
        JdbcClient jdbc = jdbc(database);
        jdbc.sql(new ClassPathResource("rows-of-009.sql", MigrationsTest.class)
                        .getContentAsString(StandardCharsets.UTF_8))
                .update();
        flyway(database, "177").migrate();
        // 500 got account 101 as 501; 502 and 503 are one, and so are 504 and 505, who guided two sessions at once
        jdbc.sql("""
                delete from assignment;
                delete from staff_member where account_id = 101;
                insert into staff_member (id, account_id, kind, name, email, phone, vog_issued_on, vog_seen_on) overriding system value
                select n.id, n.account, 'PROFESSIONAL', n.name, n.email, n.phone, n.issued, n.issued
                  from (values (500, null, 'Jan', (select upper(email) from account where id = 101), '0570 1', date '2025-03-01'),
                               (501, 101, null, null, null, null),
                               (502, null, 'An', 'an@voorbeeld.nl', null, null), (503, null, 'an', 'an@voorbeeld.nl', '0570 2', null),
                               (504, null, 'Bo', 'bo@voorbeeld.nl', null, null), (505, null, 'Bo', 'bo@voorbeeld.nl', null, null))
                         n (id, account, name, email, phone, issued);
                insert into session (id, activity_id, starts_at, ends_at, venue_id, state, capacity, class_capacity) overriding system value
                select 300 + n, s.activity_id, now() - interval '9 days' + n * interval '1 day', now() - interval '8 days 22 hours' + n * interval '1 day',
                       s.venue_id, 'PUBLISHED', 30, 1 from session s, generate_series(0, 3) n where s.id = 100;
                insert into assignment (session_id, member_id, assigned_at, during)
                select s.id, m.id, now(), tstzrange(s.starts_at, s.ends_at)
                  from session s join (values (300, 500), (301, 501), (302, 504), (302, 505)) m (session, id) on m.session = s.id;
                insert into assignment_link (link_hash, session_id, member_id, made_at) values ('x', 301, 501, now());
                """).update();

        flyway(database, null).migrate();

        assertThat(jdbc.sql("""
                        select concat_ws(' ', id, account_id, name, phone, vog_issued_on) from staff_member
                         where id >= 500 and forgotten_at is null order by id
                        """).query(String.class).list())
                .containsExactly("500 101 0570 1 2025-03-01", "502 An 0570 2", "504 Bo", "505 Bo");
        assertThat(jdbc.sql("select session_id || ' ' || member_id from assignment order by session_id, member_id")
                        .query(String.class)
                        .list())
                .containsExactly("300 500", "301 500", "302 504", "302 505");
        assertThat(TestSql.bigint(jdbc, "select member_id from assignment_link"))
                .isEqualTo(500);
        jdbc.sql(
                        "insert into staff_member (id, kind, name, email) overriding system value values (600, 'PROFESSIONAL', 'Cees', 'cees@voorbeeld.nl')")
                .update();
        assertThatThrownBy(() -> jdbc.sql(
                                "insert into staff_member (id, kind, name, email) overriding system value values (601, 'PROFESSIONAL', 'Cees', 'Cees@voorbeeld.nl')")
                        .update())
                .hasMessageContaining("staff_member_email");
    }

    private static Map<String, Long> rows(JdbcClient jdbc) {
        Map<String, Long> all = new TreeMap<>();
        jdbc.sql("select tablename from pg_tables where schemaname = 'public' and tablename <> 'flyway_schema_history'")
                .query(String.class)
                .list()
                .forEach(table -> all.put(table, TestSql.bigint(jdbc, "select count(*) from " + table)));
        return all;
    }

    private static Flyway flyway(String database, @org.jspecify.annotations.Nullable String until) {
        var flyway = Flyway.configure().dataSource(database, null, null).locations("classpath:db/migration");
        if (until != null) {
            // an earlier version has none of today's repeatable migrations
            flyway.target(MigrationVersion.fromVersion(until)).repeatableSqlMigrationPrefix("none");
        }
        return flyway.load();
    }

    private static JdbcClient jdbc(String database) {
        return JdbcClient.create(new DriverManagerDataSource(database));
    }

    /** Returns version and checksum of each file, computed like Flyway: of its lines without line endings. */
    private static Map<Integer, Integer> files() throws IOException {
        Map<Integer, Integer> files = new TreeMap<>();
        Resource[] found = new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql");
        for (Resource file : found) {
            CRC32 sum = new CRC32();
            try (Stream<String> lines =
                    file.getContentAsString(StandardCharsets.UTF_8).lines()) {
                lines.forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
            }
            String name = java.util.Objects.requireNonNull(file.getFilename());
            files.put(Integer.parseInt(name.substring(1, name.indexOf("__"))), (int) sum.getValue());
        }
        assertThat(files).hasSize(found.length);
        return files;
    }
}
