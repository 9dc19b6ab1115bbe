package nl.tec;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;

/** The one PostgreSQL of a test run; it stops with the JVM. Not durable, because tests need not be. */
public final class TestDatabase {

    private static final String MIGRATED = "migrated";

    private static final EmbeddedPostgres POSTGRES = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** The address of a new database with all our tables and a hub with a name, and nothing else in it. */
    public static String create() {
        return create("template " + MIGRATED);
    }

    /** The address of a new database without any table. */
    public static String createEmpty() {
        return create("");
    }

    private static String create(String from) {
        String name = "test" + COUNT.incrementAndGet();
        execute(POSTGRES.getPostgresDatabase(), "create database " + name + " " + from);
        return POSTGRES.getJdbcUrl("postgres", name);
    }

    private static void execute(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .setServerConfig("synchronous_commit", "off")
                    .setRegisterShutdownHook(false)
                    .start();
            // after Spring has closed the programs that still use it
            SpringApplication.getShutdownHandlers().add(() -> stop(postgres));
            execute(postgres.getPostgresDatabase(), "create database " + MIGRATED);
            DataSource migrated = postgres.getDatabase("postgres", MIGRATED);
            Flyway.configure()
                    .dataSource(migrated)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            // a hub without a name leads every page to the first-run page
            execute(migrated, """
                    insert into hub_setting (key, value, changed_at) values
                      ('NAME', 'TEC Deventer', now()), ('CITY', 'Deventer', now()), ('MUNICIPALITIES', '0150', now())
                    """);
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
