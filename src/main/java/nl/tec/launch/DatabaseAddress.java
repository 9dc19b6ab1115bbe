package nl.tec.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a PostgreSQL is and as whom to go in.
 *
 * @param url as JDBC wants it, without the password
 */
public record DatabaseAddress(String url, String user, String password) {

    /** What must be on, so that what was confirmed to a person is still there after any crash. */
    static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    /**
     * The address in TEC_DATABASE_URL, if it is set: {@code jdbc:postgresql://host/name?user=u&password=p} or {@code
     * postgresql://u:p@host:port/name}. TEC_DATABASE_USER and TEC_DATABASE_PASSWORD go before what the address says.
     *
     * @throws StartException when it is no such address
     */
    static Optional<DatabaseAddress> external(Map<String, String> environment) {
        String given = environment.getOrDefault("TEC_DATABASE_URL", "").strip();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String text = given.startsWith("jdbc:") ? given.substring("jdbc:".length()) : given;
        if (!text.startsWith("postgresql://") && !text.startsWith("postgres://")) {
            throw new StartException("TEC_DATABASE_URL is no address of a PostgreSQL: it must look like"
                    + " postgresql://user:password@host:5432/name or jdbc:postgresql://host:5432/name.");
        }
        try {
            URI address = new URI(text);
            String user = "";
            String password = "";
            if (address.getRawUserInfo() != null) {
                String[] parts = address.getRawUserInfo().split(":", 2);
                user = decode(parts[0]);
                password = parts.length == 2 ? decode(parts[1]) : "";
            }
            List<String> rest = new ArrayList<>();
            for (String parameter : address.getRawQuery() == null
                    ? new String[0]
                    : address.getRawQuery().split("&", 0)) {
                if (parameter.startsWith("user=")) {
                    user = decode(parameter.substring("user=".length()));
                } else if (parameter.startsWith("password=")) {
                    password = decode(parameter.substring("password=".length()));
                } else {
                    rest.add(parameter);
                }
            }
            String host = address.getHost() == null ? "localhost" : address.getHost();
            String url = "jdbc:postgresql://" + host + (address.getPort() < 0 ? "" : ":" + address.getPort())
                    + (address.getRawPath() == null || address.getRawPath().length() < 2
                            ? "/tec"
                            : address.getRawPath())
                    + (rest.isEmpty() ? "" : "?" + String.join("&", rest));
            return Optional.of(new DatabaseAddress(
                    quiet(url),
                    environment.getOrDefault("TEC_DATABASE_USER", user),
                    environment.getOrDefault("TEC_DATABASE_PASSWORD", password)));
        } catch (URISyntaxException e) {
            throw new StartException("TEC_DATABASE_URL is no address: " + e.getReason() + ".", e);
        }
    }

    /** Errors of the server without the values of the row they are about, so that no person's data gets into a log. */
    static String quiet(String url) {
        return url.contains("logServerErrorDetail")
                ? url
                : url + (url.contains("?") ? "&" : "?") + "logServerErrorDetail=false&ApplicationName=tec";
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /**
     * Makes sure that the database keeps what it confirmed, and is new enough.
     *
     * @throws StartException when it can't be reached, is older than 15 or has one of {@link #DURABLE} off
     */
    void mustBeDurable() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (connection.getMetaData().getDatabaseMajorVersion() < 15) {
                throw new StartException("The database is PostgreSQL "
                        + connection.getMetaData().getDatabaseProductVersion() + "; it must be 15 or newer.");
            }
            for (String setting : DURABLE) {
                try (ResultSet row = statement.executeQuery("show " + setting)) {
                    row.next();
                    if (row.getString(1).equals("off")) {
                        throw new StartException("The database has " + setting + " off: after a crash, bookings that"
                                + " people were told they have could be gone. Turn " + setting
                                + " on and start again.");
                    }
                }
            }
        } catch (SQLException e) {
            throw new StartException("The database can't be reached: " + e.getMessage(), e);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return url;
    }
}
