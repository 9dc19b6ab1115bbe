package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecApplication;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.Crowd;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** This version and the next one on one database, as during a rolling upgrade of nodes (decision 0082). */
class RollingUpgradeTest {

    /** Older migrations were written before nodes of two versions ran together. */
    private static final int FIRST = 124;

    private static final Pattern CONTRACT = Pattern.compile("(?m)^-- contract: \\S.*");

    /** Changes that break a version that is still running: what it needs is removed, or what it does not fill is required. */
    private static final Map<String, Pattern> BREAKS = Map.of(
            "drops a table, a view, a function or a column",
            Pattern.compile("\\bdrop (table|view|function|column|type)\\b"),
            "renames a table, a view or a column",
            Pattern.compile("\\brename (to|column|\\w+ to)\\b"),
            "changes the type of a column",
            Pattern.compile("\\balter (column )?\\w+ (set data )?type\\b"),
            "wants a value that is not filled",
            Pattern.compile("\\balter (column )?\\w+ (set not null|drop default)\\b"),
            "adds a column that has to be filled",
            Pattern.compile(
                    "\\badd (column )?(if not exists )?(?!constraint)\\w+ (?![^;,]*\\bdefault\\b)(?![^;,]*\\bgenerated\\b)[^;,]*\\bnot null\\b"));

    @Test
    void aMigrationLeavesTheVersionThatRunsWhatItNeeds_orSaysThatNoneDoes() throws IOException {
        Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql");
        assertThat(files).isNotEmpty();
        for (Resource file : files) {
            String name = String.valueOf(file.getFilename());
            if (Integer.parseInt(name.substring(1, name.indexOf("__"))) >= FIRST) {
                assertThat(breaks(file.getContentAsString(StandardCharsets.UTF_8)))
                        .as(name + ": see 'A migration' in CONTRIBUTING.md")
                        .isEmpty();
            }
        }
    }

    @Test
    void incompatibleMigrationsAreDetected() {
        for (String sql : List.of(
                "alter table booking drop column note",
                "drop table booking",
                "alter table place rename to venue",
                "alter table place\n  rename column name to name_nl",
                "alter table place alter column name type int",
                "alter table place alter name set not null",
                "alter table place add column name text not null",
                "alter table place add column a int, add column name text not null check (name <> ''), add b int default 1")) {
            assertThat(breaks(sql)).as(sql).hasSize(1);
            assertThat(breaks("-- contract: since 1.2 nobody reads it\n" + sql)).isEmpty();
        }
        for (String sql : List.of(
                "create table place (id bigint not null, name text not null)",
                "alter table place add column name text not null default ''",
                "alter table place add column name text check (name <> '')",
                "alter table place add constraint named check (name is not null)",
                "-- never drop column by hand\nalter table place drop constraint named")) {
            assertThat(breaks(sql)).as(sql).isEmpty();
        }
    }

    private static List<String> breaks(String sql) {
        String statements =
                sql.replaceAll("--[^\n]*", "").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        List<String> found = new ArrayList<>();
        if (!CONTRACT.matcher(sql).find()) {
            BREAKS.forEach((what, pattern) -> {
                if (pattern.matcher(statements).find()) {
                    found.add(what);
                }
            });
        }
        return found;
    }

    /** Otherwise it would replace the views of the newer version by its own. */
    @Test
    void anOlderVersionDoesNotStartOnTheTablesOfANewerOne_andLeavesThemAlone() {
        DatabaseAddress owner = DatabaseAddress.external(
                        Map.of("TEC_DATABASE_URL", TestDatabase.createUpToDate().owner()))
                .orElseThrow();
        DatabaseAccess access = new DatabaseAccess(owner, owner, null);
        Schema.migrateToLatest(access);
        JdbcClient jdbc = jdbc(owner);
        jdbc.sql("""
                insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                select max(installed_rank) + 1, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'tec', 1, true from flyway_schema_history
                """).update();
        TestSql.update(jdbc, "comment on table flyway_schema_history is 'migrations of a newer version'");
        assertThatThrownBy(() -> Schema.migrateToLatest(access))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("newer version")
                .hasMessageContaining("9999");
        assertThat(TestSql.text(jdbc, "select obj_description('flyway_schema_history'::regclass, 'pg_class')"))
                .isEqualTo("migrations of a newer version");
    }

    /** Columns that a newer version adds while an older one runs: every column of every row is written and read as before. */
    @Test
    void aVersionThatRunsGoesOn_whenANewerOneHasAddedToItsTables() {
        TestDatabase.Empty database = TestDatabase.createUpToDate();
        JdbcClient owner = JdbcClient.create(new DriverManagerDataSource(database.owner()));
        try (ConfigurableApplicationContext program = new SpringApplicationBuilder(TecApplication.class)
                        .run(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--tec.jobs=false",
                                "--spring.datasource.hikari.maximum-pool-size=2",
                                "--spring.datasource.url=" + database.program());
                Crowd crowd = new Crowd(
                        program.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
                        2,
                        Duration.ZERO,
                        () -> new DatabaseAddress(database.program(), "tec_program", ""))) {
            TestBrowser manager = program.getBean(AccountsFixture.class)
                    .signedIn(Role.PROGRAMME_MANAGER)
                    .browser();
            crowd.arrive();
            visit(manager, crowd);
            owner.sql("""
                    do $$
                    declare name text;
                    begin
                      for name in select tablename from pg_tables where schemaname = 'public' loop
                        execute 'alter table ' || name || ' add column of_a_newer_version text not null default $x$later$x$';
                      end loop;
                    end $$
                    """).update();
            visit(manager, crowd);
        }
    }

    /** The newer version makes the views anew, and nothing may happen in between. */
    @Test
    void aVersionThatRunsMayReadTheViews_asSoonAsTheyAreMadeAnew() throws IOException {
        TestDatabase.Empty database = TestDatabase.createUpToDate();
        DatabaseAddress owner = DatabaseAddress.external(Map.of("TEC_DATABASE_URL", database.owner()))
                .orElseThrow();
        JdbcClient jdbc = jdbc(owner);
        TestSql.update(jdbc, "comment on table flyway_schema_history is 'migrations of an earlier version'");
        Schema.migrateToLatest(
                new DatabaseAccess(owner, new DatabaseAddress(database.program(), "tec_program", ""), null));
        jdbc.sql(new ClassPathResource("db/migration/R__published_views.sql")
                        .getContentAsString(StandardCharsets.UTF_8))
                .update();
        assertThat(JdbcClient.create(new DriverManagerDataSource(database.program()))
                        .sql("select count(*) from programme_session_v")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** A visitor holds a view that the newer version wants to drop, and then asks for one that it has dropped. */
    @Test
    void aMigrationGivesWayToVisitors_andIsTriedAgain() throws Exception {
        DatabaseAddress owner = DatabaseAddress.external(
                        Map.of("TEC_DATABASE_URL", TestDatabase.createUpToDate().owner()))
                .orElseThrow();
        DatabaseAccess access = new DatabaseAccess(owner, owner, null);
        Schema.migrateToLatest(access);
        JdbcClient jdbc = jdbc(owner);
        TestSql.update(jdbc, "update flyway_schema_history set checksum = 1 where script = 'R__published_views.sql'");
        TestSql.update(jdbc, "comment on table flyway_schema_history is 'migrations of an earlier version'");
        List<String> views = jdbc.sql("""
                        select relname from pg_class
                         where relkind = 'v' and relnamespace = 'public'::regnamespace and relname like '%\\_v'
                        """).query(String.class).list();
        ExecutorService upgrade = Executors.newSingleThreadExecutor();
        try (Connection visitor = owner.connect();
                Statement statement = visitor.createStatement()) {
            visitor.setAutoCommit(false);
            statement.execute("select count(*) from " + views.get(views.size() - 1));
            Future<?> migrated = upgrade.submit(() -> Schema.migrateToLatest(access));
            await().forever()
                    .until(() -> jdbc.sql("select exists (select from pg_locks where not granted)")
                            .query(Boolean.class)
                            .single());
            statement.execute("select count(*) from " + views.get(0));
            visitor.commit();
            migrated.get();
        } finally {
            upgrade.shutdownNow();
        }
        assertThat(TestSql.text(jdbc, "select obj_description('flyway_schema_history'::regclass, 'pg_class')"))
                .doesNotContain("earlier");
    }

    /** Repeats requests until PostgreSQL and its driver prepare the statements. */
    private static void visit(TestBrowser manager, Crowd crowd) {
        for (int i = 0; i < 6; i++) {
            for (String page :
                    List.of("/werk", "/resultaten", "/beheer/sessies", "/partners", "/programma", "/voortgang")) {
                assertThat(manager.get(page).statusCode()).as(page).isIn(200, 303);
            }
        }
        crowd.begin(4, 3, 6);
        Crowd.Verdict verdict = crowd.verdict();
        assertThat(verdict.details()).isEmpty();
        assertThat(crowd.pressedAgain()).as("requests that failed").isZero();
    }

    private static JdbcClient jdbc(DatabaseAddress database) {
        return JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    }
}
