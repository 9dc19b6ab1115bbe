package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.TestDatabase;
import nl.tec.Wire;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One of several database servers freezes: connections are neither refused nor broken, there is just no answer. */
class FailoverTest {

    private static final Pattern PLACE = Pattern.compile("//127\\.0\\.0\\.1:([0-9]+)/(\\w+)");

    @Test
    void aServerThatFallsSilentIsLeftWithinSeconds() throws Exception {
        TestDatabase.Empty database = TestDatabase.createEmptyToLoad();
        Matcher place = PLACE.matcher(database.owner());
        assertThat(place.find()).isTrue();
        int port = Integer.parseInt(place.group(1));
        try (Wire first = new Wire(port);
                Wire second = new Wire(port);
                HikariDataSource pool =
                        pool(database, place.group(2), "localhost:" + first.port() + ",localhost:" + second.port())) {
            JdbcClient jdbc = JdbcClient.create(pool);
            assertThat(jdbc.sql("select 1").query(Integer.class).single()).isEqualTo(1);
            // a connection that was used half a second ago is not validated again
            Thread.sleep(700);
            first.cut();
            assertThat(jdbc.sql("select 2").query(Integer.class).single())
                    .as("an idle connection is looked at before it is used")
                    .isEqualTo(2);
        }
    }

    @Test
    void queriesWithoutAnAnswerTimeOut() throws Exception {
        TestDatabase.Empty database = TestDatabase.createEmptyToLoad();
        Matcher place = PLACE.matcher(database.owner());
        assertThat(place.find()).isTrue();
        try (Wire wire = new Wire(Integer.parseInt(place.group(1)));
                HikariDataSource pool =
                        pool(database, place.group(2), "localhost:" + wire.port() + "?socketTimeout=1");
                var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select 1");
            wire.cut();
            assertThatThrownBy(() -> statement.execute("select 2")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aProgramThatFallsSilentInATransactionDoesNotKeepWhatItLocked() throws Exception {
        TestDatabase.Empty database = TestDatabase.createEmptyToLoad();
        Matcher place = PLACE.matcher(database.owner());
        assertThat(place.find()).isTrue();
        try (HikariDataSource pool = pool(database, place.group(2), "localhost:" + place.group(1));
                var connection = pool.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("show idle_in_transaction_session_timeout")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("10s");
        }
    }

    @Test
    void findsTheWritableServerOfSeveral() {
        DatabaseAddress several = DatabaseAddress.external(
                        Map.of("TEC_DATABASE_URL", "postgresql://one:5432,two:5432/tec"))
                .orElseThrow();
        assertThat(several.url()).contains("targetServerType=primary").contains("connectTimeout=3");
        assertThat(several.url()).contains("socketTimeout=6");
        DatabaseAddress owner = DatabaseAddress.externalOwner(
                        Map.of("TEC_DATABASE_URL", "postgresql://one:5432,two:5432/tec"))
                .orElseThrow();
        assertThat(owner.url())
                .as("a migration may take its time")
                .contains("targetServerType=primary")
                .doesNotContain("socketTimeout");
        DatabaseAddress said = DatabaseAddress.external(
                        Map.of("TEC_DATABASE_URL", "postgresql://one,two/tec?targetServerType=any&connectTimeout=9"))
                .orElseThrow();
        assertThat(said.url()).doesNotContain("targetServerType=primary").doesNotContain("connectTimeout=3");
        DatabaseAddress one = DatabaseAddress.external(Map.of("TEC_DATABASE_URL", "postgresql://one/tec"))
                .orElseThrow();
        assertThat(one.url()).doesNotContain("targetServerType");
    }

    /** Makes a pool with the settings of the program. */
    private static HikariDataSource pool(TestDatabase.Empty database, String name, String hostsAndParameters) {
        String[] parts = hostsAndParameters.split("\\?", 2);
        DatabaseAddress address = DatabaseAddress.external(Map.of(
                        "TEC_DATABASE_URL",
                        "postgresql://" + parts[0] + "/" + name + (parts.length > 1 ? "?" + parts[1] : ""),
                        "TEC_DATABASE_USER",
                        "tec",
                        "TEC_DATABASE_PASSWORD",
                        database.owner().replaceFirst(".*[?&]password=", "")))
                .orElseThrow();
        assertThat(address.remote()).isTrue();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(2);
        Program.POOL.forEach((setting, value) -> {
            String key = setting.replace("spring.datasource.hikari.", "");
            switch (key) {
                case "validation-timeout" -> config.setValidationTimeout(Long.parseLong(value));
                case "connection-timeout" -> config.setConnectionTimeout(Long.parseLong(value));
                case "connection-init-sql" -> config.setConnectionInitSql(value);
                case "keepalive-time" -> config.setKeepaliveTime(Long.parseLong(value));
                default -> config.addDataSourceProperty(key.replace("data-source-properties.", ""), value);
            }
        });
        return new HikariDataSource(config);
    }
}
