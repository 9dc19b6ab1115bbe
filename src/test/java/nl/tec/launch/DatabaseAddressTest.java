package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TEC_DATABASE_URL in its forms, and databases that are not durable. */
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
    void saysWhatIsWrongWithTheAddress() {
        assertThatThrownBy(() -> DatabaseAddress.external(Map.of("TEC_DATABASE_URL", "mysql://x/y")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("postgresql://user:password@host");
    }

    @Test
    void refusesADatabaseThatForgets(@TempDir Path data) {
        try (EmbeddedDatabase forgetful = EmbeddedDatabase.start(data, Map.of("fsync", "off"))) {
            assertThatThrownBy(() -> forgetful.address().mustBeDurable())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("fsync off");
        }
    }
}
