package nl.tec.accounts;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The sessions and sign-in links of a backup, some of which were ended after it was made. */
public final class RestoredSessions {

    private RestoredSessions() {}

    /** Ends them all. Not as ended from another device, which has a device throw away what it did not send yet. */
    public static void end(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from web_session");
            statement.execute("delete from sign_in_link");
        }
    }
}
