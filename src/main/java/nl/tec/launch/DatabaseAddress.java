package nl.tec.launch;

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
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The address of a PostgreSQL database and the user to connect as.
 *
 * @param url as JDBC expects it, without the password
 */
public record DatabaseAddress(String url, String user, String password) {

    /** The settings that must be on, so that confirmed transactions survive any crash. */
    static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    /** The oldest PostgreSQL that knows all the SQL of the program: the first in which a MERGE returns rows. */
    public static final int MIN_POSTGRESQL = 17;

    private static final List<String> TIMEOUT_PARAMETERS =
            List.of("connectTimeout=3", "tcpKeepAlive=true", "hostRecheckSeconds=2", "cancelSignalTimeout=3");

    private static final List<String> MULTI_HOST_PARAMETERS =
            List.of("targetServerType=primary", "sslResponseTimeout=2000");

    /** The timeout with several servers: a frozen one accepts connections but never answers, and has to be given up for the next. */
    private static final String SOCKET_TIMEOUT = "socketTimeout=6";

    /** {@code //user:password@host:5432,host2:5432/name?parameters}, as the driver parses it; only the hosts are required. */
    private static final Pattern SHAPE = Pattern.compile("//(?:(?<user>[^@/?:]*)(?::(?<password>[^@/?]*))?@)?"
            + "(?<hosts>[A-Za-z0-9._\\-\\[\\]:,%]*)(?:/(?<name>[^?]*))?(?:[?](?<query>.*))?");

    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?|\\[[0-9A-Fa-f:.%]+])(?::[0-9]{1,5})?");

    /**
     * Returns the address in TEC_DATABASE_URL, if it is set: {@code jdbc:postgresql://host/name?user=u&password=p} or {@code
     * postgresql://u:p@host:port/name}; of a cluster {@code host1:port,host2:port}. TEC_DATABASE_USER and TEC_DATABASE_PASSWORD override
     * those in the address.
     *
     * @throws StartException when the address is invalid
     */
    static Optional<DatabaseAddress> external(Map<String, String> environment) {
        return program(environment, SOCKET_TIMEOUT);
    }

    /**
     * Returns the address of the owner of the tables: TEC_DATABASE_OWNER_URL, with user and password in the address, or else the same as of
     * the program. It has no socket timeout, because the owner's work may take long (a migration, waiting for another node's, a backup).
     */
    static Optional<DatabaseAddress> externalOwner(Map<String, String> environment) {
        return read("TEC_DATABASE_OWNER_URL", environment, "").or(() -> program(environment, ""));
    }

    private static Optional<DatabaseAddress> program(Map<String, String> environment, String patience) {
        return read("TEC_DATABASE_URL", environment, patience)
                .map(address -> new DatabaseAddress(
                        address.url(),
                        environment.getOrDefault("TEC_DATABASE_USER", address.user()),
                        environment.getOrDefault("TEC_DATABASE_PASSWORD", address.password())));
    }

    private static Optional<DatabaseAddress> read(String variable, Map<String, String> environment, String patience) {
        String given = environment.getOrDefault(variable, "").strip();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Matcher address = SHAPE.matcher(given.replaceFirst("^(jdbc:)?postgres(ql)?:", ""));
        if (!given.matches("(jdbc:)?postgres(ql)?:.*") || !address.matches()) {
            throw new StartException(variable + " is no address of a PostgreSQL: it must look like"
                    + " postgresql://user:password@host:5432/name or jdbc:postgresql://host:5432/name.");
        }
        String hosts = address.group("hosts");
        for (String host : hosts.isEmpty() ? new String[0] : hosts.split(",", -1)) {
            if (!HOST.matcher(host).matches()) {
                throw new StartException(variable + " names a host that can't be read: '" + host + "'.");
            }
        }
        String user = decode(Objects.requireNonNullElse(address.group("user"), ""));
        String password = decode(Objects.requireNonNullElse(address.group("password"), ""));
        List<String> rest = new ArrayList<>();
        for (String parameter :
                Objects.requireNonNullElse(address.group("query"), "").split("&", 0)) {
            if (parameter.startsWith("user=")) {
                user = decode(parameter.substring("user=".length()));
            } else if (parameter.startsWith("password=")) {
                password = decode(parameter.substring("password=".length()));
            } else if (!parameter.isEmpty()) {
                rest.add(parameter);
            }
        }
        String name = Objects.requireNonNullElse(address.group("name"), "");
        String url = "jdbc:postgresql://" + (hosts.isEmpty() ? "localhost" : hosts) + "/"
                + (name.isEmpty() ? "tec" : name) + (rest.isEmpty() ? "" : "?" + String.join("&", rest));
        return Optional.of(new DatabaseAddress(withTimeouts(quiet(url), patience), user, password));
    }

    /** Adds timeouts that detect a lost server within seconds and, of several servers, find the one that accepts writes. */
    private static String withTimeouts(String url, String patience) {
        boolean several = url.substring(0, url.indexOf('?')).contains(",");
        Stream<String> ofSeveral =
                several ? Stream.concat(MULTI_HOST_PARAMETERS.stream(), Stream.of(patience)) : Stream.empty();
        return Stream.concat(TIMEOUT_PARAMETERS.stream(), ofSeveral)
                .filter(parameter -> !parameter.isEmpty())
                .filter(parameter -> !url.contains(parameter.substring(0, parameter.indexOf('=') + 1)))
                .reduce(url, (all, parameter) -> all + "&" + parameter);
    }

    /** Whether a network lies between the program and the database, which can fail silently. */
    boolean remote() {
        return !url.startsWith("jdbc:postgresql://127.0.0.1:");
    }

    /** Makes the server leave the values of rows out of its errors, so that no personal data gets into a log. */
    static String quiet(String url) {
        return url.contains("logServerErrorDetail")
                ? url
                : url + (url.contains("?") ? "&" : "?") + "logServerErrorDetail=false&ApplicationName=tec";
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /**
     * Requires a database that keeps what it confirmed, and that is new enough.
     *
     * @throws StartException when it can't be reached, is older than {@link #MIN_POSTGRESQL} or has one of {@link #DURABLE} off or local
     */
    void requireDurable() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (connection.getMetaData().getDatabaseMajorVersion() < MIN_POSTGRESQL) {
                throw new StartException("The database is PostgreSQL "
                        + connection.getMetaData().getDatabaseProductVersion() + "; it must be " + MIN_POSTGRESQL
                        + " or newer.");
            }
            for (String setting : DURABLE) {
                try (ResultSet row = statement.executeQuery("show " + setting)) {
                    row.next();
                    String value = row.getString(1);
                    // local: stored on this server only, and lost when another one of the cluster takes over
                    if (value.equals("off") || value.equals("local")) {
                        throw new StartException(
                                "The database has " + setting + " " + value + ": after a crash, bookings"
                                        + " that people were told they have could be gone. Turn " + setting
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
