package nl.tec.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.util.PSQLState;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The tables in the database, migrated to this version of the program. A comment on Flyway's own table has a fingerprint of the
 * migrations, so that an ordinary start needs only one query.
 */
final class Schema {

    private static final String MIGRATIONS = "classpath:db/migration/*.sql";
    private static final String ROLE = "db/program-role.sql";
    private static final String ROLE_IN_ADVANCE = "db/program-role-in-advance.sql";
    /** The key of the advisory lock, an arbitrary number that nothing else in the database uses. */
    private static final long MIGRATION_LOCK = 5_482_913_077L;
    /** Less than the second after which PostgreSQL ends a deadlock: it is the migration that gives way, and not a visitor. */
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Schema() {}

    /** @throws org.flywaydb.core.api.FlywayException when this version can't migrate the tables */
    static void migrateToLatest(DatabaseAccess database) {
        DatabaseAddress owner = database.owner();
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            String ours = "migrations " + Long.toHexString(fingerprint()) + " for "
                    + database.program().user();
            if (ours.equals(theirs(statement))) {
                return;
            }
            // serialises instances that start concurrently; the lock is released with the connection
            statement.execute("select pg_advisory_lock(" + MIGRATION_LOCK + ")");
            if (ours.equals(theirs(statement))) {
                return;
            }
            Flyway migrations = Flyway.configure()
                    .dataSource(owner.url(), owner.user(), owner.password())
                    .locations("classpath:db/migration")
                    .initSql("set lock_timeout = " + LOCK_TIMEOUT.toMillis())
                    .load();
            rejectNewer(migrations);
            String role = database.program().user();
            if (database.apart()) {
                database.ensureRole();
                grant(ROLE_IN_ADVANCE, statement, role);
            }
            migrate(migrations);
            if (database.apart()) {
                grant(ROLE, statement, role);
            }
            statement.execute("comment on table flyway_schema_history is " + statement.enquoteLiteral(ours));
        } catch (SQLException e) {
            throw new StartException("The database can't be brought up to date: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("the migrations can't be read", e);
        }
    }

    /** Migrates, and again from where it was when other nodes held what a migration wants to change. */
    private static void migrate(Flyway migrations) {
        Instant until = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                migrations.migrate();
                return;
            } catch (FlywayException e) {
                if (!stoodInTheWay(e) || Instant.now().isAfter(until)) {
                    throw e;
                }
                LockSupport.parkNanos(LOCK_TIMEOUT.toNanos());
            }
        }
    }

    private static boolean stoodInTheWay(FlywayException e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException sql
                        && (PSQLState.DEADLOCK_DETECTED.getState().equals(sql.getSQLState())
                                || LOCK_NOT_AVAILABLE.equals(sql.getSQLState())));
    }

    /** Rejects a database of a newer version: Flyway would continue, and replace its views by ours. */
    private static void rejectNewer(Flyway migrations) {
        for (MigrationInfo migration : migrations.info().applied()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new StartException(
                        "The database was brought up to date by a newer version of the program (migration "
                                + migration.getVersion() + "); this version can't start on it. Install the newer one.");
            }
        }
    }

    /**
     * Makes the tables in an empty database as they were after an earlier migration, or, if that is newer than all of ours, as they
     * are in this version.
     */
    static void migrateTo(DatabaseAddress owner, String migration) {
        Flyway.configure()
                .dataSource(owner.url(), owner.user(), owner.password())
                .locations("classpath:db/migration")
                .target(MigrationVersion.fromVersion(migration))
                // today's views may not fit the earlier tables
                .repeatableSqlMigrationPrefix("none")
                .load()
                .migrate();
    }

    /** Removes all tables. */
    static void empty(DatabaseAddress owner) {
        Flyway.configure()
                .dataSource(owner.url(), owner.user(), owner.password())
                .cleanDisabled(false)
                .load()
                .clean();
    }

    /** Runs a script with this role as {@code ROLE}. */
    private static void grant(String script, Statement statement, String role) throws SQLException, IOException {
        String grants = new ClassPathResource(script).getContentAsString(StandardCharsets.UTF_8);
        statement.execute(
                grants.replaceAll("\\bROLE\\b", Matcher.quoteReplacement(statement.enquoteIdentifier(role, true))));
    }

    private static String theirs(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "select coalesce(obj_description(to_regclass('flyway_schema_history'), 'pg_class'), '')")) {
            row.next();
            return row.getString(1);
        }
    }

    private static long fingerprint() throws IOException {
        CRC32 sum = new CRC32();
        for (Resource migration : new PathMatchingResourcePatternResolver().getResources(MIGRATIONS)) {
            sum.update(migration.getContentAsByteArray());
        }
        sum.update(new ClassPathResource(ROLE).getContentAsByteArray());
        sum.update(new ClassPathResource(ROLE_IN_ADVANCE).getContentAsByteArray());
        return sum.getValue();
    }
}
