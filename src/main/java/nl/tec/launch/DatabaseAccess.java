package nl.tec.launch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database and its users (decision 0016).
 *
 * @param owner the user that changes the tables
 * @param program the user of the program, which can't change append-only data. The same as the owner if only one is
 *     given
 * @param superuser creates the role of the program if it is missing; null: somebody else created it
 */
record DatabaseAccess(
        DatabaseAddress owner,
        DatabaseAddress program,
        @Nullable DatabaseAddress superuser) {

    /**
     * Returns the addresses in TEC_DATABASE_URL and TEC_DATABASE_OWNER_URL, if the first is set.
     *
     * @throws StartException when one of them is invalid
     */
    static Optional<DatabaseAccess> external(Map<String, String> environment) {
        return DatabaseAddress.external(environment)
                .map(program -> new DatabaseAccess(
                        DatabaseAddress.externalOwner(environment).orElseThrow(), program, null));
    }

    boolean apart() {
        return !owner.user().equals(program.user());
    }

    /**
     * Creates the role of the program, if it is missing and we can. Rehashes a password that an older version hashed with thousands of
     * iterations: those slow down guessing of words, but ours are keys of 192 random bits, and every connection of every start paid for it.
     */
    void ensureRole() throws SQLException {
        if (superuser == null) {
            return;
        }
        // names and passwords are generated: letters, digits and _
        try (Connection connection = superuser.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set scram_iterations = 1");
            Map<String, Boolean> singleIteration = new HashMap<>();
            try (ResultSet row = statement.executeQuery(
                    "select rolname, coalesce(rolpassword like 'SCRAM-SHA-256$1:%', false) from pg_authid")) {
                while (row.next()) {
                    singleIteration.put(row.getString(1), row.getBoolean(2));
                }
            }
            if (!singleIteration.containsKey(program.user())) {
                statement.execute("create role " + program.user() + " login password '" + program.password() + "'");
            }
            for (DatabaseAddress role : List.of(owner, program, superuser)) {
                if (Boolean.FALSE.equals(singleIteration.get(role.user()))) {
                    statement.execute("alter role " + role.user() + " password '" + role.password() + "'");
                }
            }
        }
    }
}
