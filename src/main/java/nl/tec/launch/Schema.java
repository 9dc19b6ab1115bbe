package nl.tec.launch;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The tables in the database, brought up to this version of the program by the migrations. Which migrations a database was
 * brought up by is written in a comment on Flyway's own table, so that an ordinary start needs one query for this.
 */
final class Schema {

    private static final String MIGRATIONS = "classpath:db/migration/*.sql";

    private Schema() {}

    /** @throws org.flywaydb.core.api.FlywayException when this version can't go on from what the database has */
    static void bringUpToDate(DatabaseAddress database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            String ours = "migrations " + Long.toHexString(fingerprint());
            if (ours.equals(theirs(statement))) {
                return;
            }
            Flyway.configure()
                    .dataSource(database.url(), database.user(), database.password())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            statement.execute("comment on table flyway_schema_history is '" + ours + "'");
        } catch (SQLException e) {
            throw new StartException("The database can't be brought up to date: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("the migrations can't be read", e);
        }
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
        return sum.getValue();
    }
}
