package nl.tec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tec.launch.DatabaseAddress;
import nl.tec.launch.EmbeddedDatabase;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * The one PostgreSQL of a test run; it stops with the JVM. Not durable, because tests need not be. As in a hub, the program
 * works as a role that owns nothing.
 */
public final class TestDatabase {

    private static final String TABLES = "tables";
    private static final String MIGRATED = "migrated";
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "max_connections", "300");

    private static final EmbeddedDatabase POSTGRES = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** The address of a new database with all our tables and a hub with a name, and nothing else in it. */
    public static String create() {
        return inOneWord(POSTGRES.program(create("template " + MIGRATED)));
    }

    /** The database of a program, as its owner: for what the program itself can't do. Every statement is a transaction. */
    public static JdbcClient owner(Environment program) {
        String url = program.getRequiredProperty("spring.datasource.url");
        return JdbcClient.create(new DriverManagerDataSource(url.replaceFirst("&user=\\w+", "&user=tec")));
    }

    /** The address of a new database without any table, as its owner. */
    public static String createEmpty() {
        return inOneWord(POSTGRES.owner(create("")));
    }

    /** The addresses of a database without a hub, for its owner and for a superuser, who may load rows in any order. */
    public record Empty(String name, String owner, String superuser, String program) {

        /** As a start of the program does. */
        public void migrateToLatest() {
            POSTGRES.migrateToLatest(name);
        }

        /** Copies this database, which must have no connections. */
        public Empty copy() {
            return addresses(create("template " + name));
        }
    }

    public static Empty createEmptyToLoad() {
        return addresses(create(""));
    }

    /** Copies a database that was migrated to the latest version and has no hub, which is much quicker than migrating. */
    public static Empty createUpToDate() {
        return addresses(create("template " + TABLES));
    }

    private static Empty addresses(String name) {
        return new Empty(
                name,
                inOneWord(POSTGRES.owner(name)),
                inOneWord(POSTGRES.superuser(name)),
                inOneWord(POSTGRES.program(name)));
    }

    private static String create(String from) {
        String name = "test" + COUNT.incrementAndGet();
        execute(POSTGRES.superuser("postgres"), "create database " + name + " owner tec " + from);
        return name;
    }

    /** So that it can stand in one setting. With next to no rows a query takes longer to plan than to run, so plans are kept from the start. */
    private static String inOneWord(DatabaseAddress database) {
        return database.url() + "&prepareThreshold=1&user=" + database.user() + "&password=" + database.password();
    }

    private static void execute(DatabaseAddress database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EmbeddedDatabase start() {
        try {
            Path folder = Files.createTempDirectory("tec-test");
            EmbeddedDatabase postgres = EmbeddedDatabase.start(folder, SETTINGS);
            // after Spring has closed the programs that still use it
            SpringApplication.getShutdownHandlers().add(() -> stop(postgres, folder));
            DatabaseAddress superuser = postgres.superuser("postgres");
            execute(superuser, "create database " + TABLES + " owner tec");
            postgres.migrateToLatest(TABLES);
            execute(superuser, "create database " + MIGRATED + " owner tec template " + TABLES);
            // a hub without a name leads every page to the first-run page
            execute(postgres.owner(MIGRATED), """
                    insert into hub_setting (key, value, changed_at) values
                      ('NAME', 'TEC Deventer', now()), ('CITY', 'Deventer', now()), ('MUNICIPALITIES', '0150', now())
                    """);
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedDatabase postgres, Path folder) {
        postgres.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
