package nl.tec.launch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One database and as whom to go in (decision 0016).
 *
 * @param owner changes the tables
 * @param program as whom the program works: can't rewrite what can only be added to. The same as the owner where only one is
 *     given
 * @param superuser makes the role of the program where it is missing; null: somebody else did
 */
record DatabaseAccess(
        DatabaseAddress owner,
        DatabaseAddress program,
        @Nullable DatabaseAddress superuser) {

    /**
     * What TEC_DATABASE_URL and TEC_DATABASE_OWNER_URL say, if the first is set.
     *
     * @throws StartException when one of them is no address
     */
    static Optional<DatabaseAccess> external(Map<String, String> environment) {
        return DatabaseAddress.external(environment)
                .map(program -> new DatabaseAccess(
                        DatabaseAddress.externalOwner(environment).orElseThrow(), program, null));
    }

    boolean apart() {
        return !owner.user().equals(program.user());
    }

    /** Makes the role of the program, if it is missing and we can. */
    void makeRole() throws SQLException {
        if (superuser == null) {
            return;
        }
        try (Connection connection = superuser.connect();
                Statement statement = connection.createStatement()) {
            boolean there;
            try (ResultSet row = statement.executeQuery(
                    "select exists (select from pg_roles where rolname = '" + program.user() + "')")) {
                row.next();
                there = row.getBoolean(1);
            }
            if (!there) {
                // name and password are ours: letters, digits and _
                statement.execute("create role " + program.user() + " login password '" + program.password() + "'");
            }
        }
    }
}
