package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import nl.tec.TecProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms of TEC_DATABASE_URL, and databases that are not durable. */
class DatabaseAddressTest {

    @Test
    void readsBothForms() {
        for (String url : new String[] {
            "postgresql://anna:p%40ss@db.example:5433/hub?sslmode=require",
            "jdbc:postgresql://db.example:5433/hub?user=anna&password=p%40ss&sslmode=require"
        }) {
            DatabaseAddress address =
                    DatabaseAddress.external(Map.of("TEC_DATABASE_URL", url)).orElseThrow();
            assertThat(address.url()).startsWith("jdbc:postgresql://db.example:5433/hub?sslmode=require");
            assertThat(address.user()).isEqualTo("anna");
            assertThat(address.password()).isEqualTo("p@ss");
        }
        assertThat(DatabaseAddress.external(Map.of())).isEmpty();
    }

    @Test
    void readsSeveralHosts_andNamesAsInContainers() {
        DatabaseAddress cluster = address("postgresql://anna:geheim@h1:5432,h2:5433/hub?targetServerType=primary");
        assertThat(cluster.url()).startsWith("jdbc:postgresql://h1:5432,h2:5433/hub?targetServerType=primary");
        assertThat(cluster.user()).isEqualTo("anna");
        assertThat(cluster.password()).isEqualTo("geheim");
        assertThat(address("postgresql://anna:x@tec_db/hub").url()).startsWith("jdbc:postgresql://tec_db/hub");
        assertThat(address("postgresql://[::1]:5432/hub").url()).startsWith("jdbc:postgresql://[::1]:5432/hub");
        assertThat(address("postgresql:///hub").url()).startsWith("jdbc:postgresql://localhost/hub");
        for (String wrong :
                new String[] {"postgresql://h1,,h2/hub", "postgresql://h1:port/hub", "postgresql://a b/hub"}) {
            assertThatThrownBy(() -> address(wrong)).as(wrong).isInstanceOf(StartException.class);
        }
    }

    private static DatabaseAddress address(String url) {
        return DatabaseAddress.external(Map.of("TEC_DATABASE_URL", url)).orElseThrow();
    }

    @Test
    void theOwnerHasAnAddressOfItsOwn() {
        DatabaseAccess one = DatabaseAccess.external(Map.of("TEC_DATABASE_URL", "postgresql://tec@db/hub"))
                .orElseThrow();
        assertThat(one.apart()).isFalse();
        DatabaseAccess two = DatabaseAccess.external(Map.of(
                        "TEC_DATABASE_URL", "postgresql://program@db/hub",
                        "TEC_DATABASE_OWNER_URL", "postgresql://owner:p@db/hub"))
                .orElseThrow();
        assertThat(two.apart()).isTrue();
        assertThat(two.owner().user()).isEqualTo("owner");
    }

    @Test
    void saysWhatIsWrongWithTheAddress() {
        assertThatThrownBy(() -> DatabaseAddress.external(Map.of("TEC_DATABASE_URL", "mysql://x/y")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("postgresql://user:password@host");
    }

    /** Needs a PostgreSQL of Debian that is too old. */
    @Test
    void refusesADatabaseThatIsTooOld(@TempDir Path data) throws Exception {
        Path binaries = Stream.of("15", "16")
                .map(version -> Path.of("/usr/lib/postgresql", version))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(Path.of("/none"));
        assumeTrue(Files.isDirectory(binaries), "no older PostgreSQL is installed");
        Path password = Files.writeString(data.resolve("password"), "geheim123");
        Postgres old = new Postgres(binaries, data.resolve("old"), data.resolve("old.log"));
        old.initialise(password, "geheim123", Map.of(), false);
        old.start(TecProcess.freePort(), Map.of("fsync", "on"));
        try {
            DatabaseAddress address = new DatabaseAddress(
                    "jdbc:postgresql://127.0.0.1:" + old.port().orElseThrow() + "/tec", "tec", "geheim123");
            assertThatThrownBy(address::requireDurable)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("it must be 17 or newer");
        } finally {
            old.stop();
        }
    }

    @Test
    void refusesADatabaseThatForgets(@TempDir Path data) {
        try (EmbeddedDatabase local =
                EmbeddedDatabase.start(data.resolve("local"), Map.of("synchronous_commit", "local"))) {
            assertThatThrownBy(() -> local.owner("tec").requireDurable())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("synchronous_commit local");
        }
        try (EmbeddedDatabase forgetful = EmbeddedDatabase.start(data, Map.of("fsync", "off"))) {
            assertThatThrownBy(() -> forgetful.owner("tec").requireDurable())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("fsync off");
        }
    }
}
