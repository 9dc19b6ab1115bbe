package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import nl.tec.AccountsFixture;
import nl.tec.TecApplication;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A small demo hub (one sign-up in 25, no mails) of the version before modules, tables and roles got their present names,
 * upgraded to this version: all data are kept, and visible to people.
 */
class UpgradeTest {

    private static final String BEFORE = "036";
    private static final String DUMP = "demo-hub-of-036.copy.gz";
    /** Classes of secondary schools were generated from a count of pupils; those without references are removed (rules 1.5). */
    private static final Set<String> INVENTED_CLASSES = Set.of("school_class", "class_part", "own_class");

    private static final Map<String, String> RENAMED = Map.of("place", "venue", "session_places", "session_capacity");

    @Test
    void aHubOfTheVersionBeforeTheRenamesStartsWithEverythingInIt() throws Exception {
        TestDatabase.Empty database = TestDatabase.createEmptyToLoad();
        Flyway.configure()
                .dataSource(database.owner(), null, null)
                .locations("classpath:db/migration")
                .target(MigrationVersion.fromVersion(BEFORE))
                .repeatableSqlMigrationPrefix("none")
                .load()
                .migrate();
        Map<String, Long> loaded = load(database.superuser());
        assertThat(loaded)
                .hasSizeGreaterThan(50)
                .containsKeys("place", "session_places", "reach_cohort", "declaration");
        String before = summary(database.owner(), "place", "session_places");
        long primary = primaryClasses(database.owner());

        database.migrateToLatest();

        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(database.owner()));
        loaded.forEach((table, rows) -> assertThat(count(jdbc, RENAMED.getOrDefault(table, table)))
                .as(table)
                .isGreaterThanOrEqualTo(INVENTED_CLASSES.contains(table) ? 1 : rows));
        assertThat(primaryClasses(database.owner())).isEqualTo(primary);
        assertThat(summary(database.owner(), "venue", "session_capacity")).isEqualTo(before);
        assertThat(TestSql.bigint(jdbc, "select count(*) from account_role where role = 'PROGRAMME_MAKER'"))
                .isZero();
        pagesShowIt(database.program());
    }

    private static void pagesShowIt(String address) {
        try (ConfigurableApplicationContext program = new SpringApplicationBuilder(TecApplication.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--tec.jobs=false",
                        "--tec.data=target/test-data-of-036",
                        "--spring.datasource.url=" + address)) {
            AccountsFixture people = program.getBean(AccountsFixture.class);
            assertThat(people.visitor().get("/").body()).contains("TEC Deventer");
            var manager = people.signedIn(Role.PROGRAMME_MANAGER).browser();
            for (String page :
                    new String[] {"/werk", "/resultaten", "/beheer/sessies", "/partners", "/verklaringen", "/voortgang"
                    }) {
                assertThat(manager.get(page).statusCode()).as(page).isIn(200, 303);
            }
        }
    }

    /** Summarises the most important data: seats, promises, visits, signatures. */
    private static String summary(String address, String venue, String capacity) {
        return JdbcClient.create(new DriverManagerDataSource(address))
                .sql("""
                        select concat_ws(' ',
                          (select sum(participants) from booking where state = 'CONFIRMED'),
                          (select sum(taken) + sum(classes_taken) from %s),
                          (select string_agg(key, ',' order by key) from %s),
                          (select sum(head_count) from attendance),
                          (select sum(amount * unit_cents) from contribution),
                          (select string_agg(record_sha256::text, ',' order by id) from signature),
                          (select sum(pupils) from cohort_size))
                        """.formatted(capacity, venue))
                .query(String.class)
                .single();
    }

    private static long primaryClasses(String address) {
        return JdbcClient.create(new DriverManagerDataSource(address))
                .sql("""
                        select count(*) from school_class c join class_part p on p.class_id = c.id
                          join school_site s on s.organisation_id = c.site_id where s.sector = 'PO'
                        """)
                .query(Long.class)
                .single();
    }

    private static long count(JdbcClient jdbc, String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** Loads the dump with triggers disabled, in any order of tables. @return rows per table */
    private static Map<String, Long> load(String superuser) throws SQLException, IOException {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(superuser);
                Statement statement = connection.createStatement();
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(new ClassPathResource(DUMP, UpgradeTest.class).getInputStream()),
                        StandardCharsets.UTF_8))) {
            statement.execute("set session_replication_role = replica");
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String head = lines.readLine(); head != null; head = lines.readLine()) {
                String table = head.split(" ")[1];
                StringBuilder text = new StringBuilder();
                for (String line = lines.readLine(); line != null && !line.equals("\\."); line = lines.readLine()) {
                    text.append(line).append('\n');
                }
                statement.execute("delete from " + table);
                rows.put(table, copy.copyIn(head + " from stdin", new StringReader(text.toString())));
            }
            statement.execute("""
                    do $$
                    declare c record;
                    begin
                      for c in select table_name, column_name, pg_get_serial_sequence(table_name, column_name) as sequence
                                 from information_schema.columns
                                where table_schema = 'public' and pg_get_serial_sequence(table_name, column_name) is not null loop
                        execute format('select setval(%L, coalesce((select max(%I) from %I), 0) + 1)', c.sequence, c.column_name, c.table_name);
                      end loop;
                    end $$
                    """);
        }
        return rows;
    }
}
