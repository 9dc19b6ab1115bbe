package nl.tec;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The one PostgreSQL of a test run; it stops with the JVM. Not durable, because tests need not be. */
public final class TestDatabase {

    private static final EmbeddedPostgres POSTGRES = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** The address of a new, empty database. */
    public static String create() {
        String name = "test" + COUNT.incrementAndGet();
        try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return POSTGRES.getJdbcUrl("postgres", name);
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
