package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import nl.tec.TestDatabase;
import org.apache.catalina.util.ServerInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.springframework.core.SpringVersion;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The minimum versions of libraries that process untrusted input: older ones have published vulnerabilities, and may not come back as
 * transitive dependencies. Raise them after new vulnerabilities.
 */
class OldestAllowedTest {

    @Test
    void nothingIsOlder() throws SQLException {
        try (Connection connection = new DriverManagerDataSource(TestDatabase.createEmpty()).getConnection()) {
            atLeast("PostgreSQL", connection.getMetaData().getDatabaseProductVersion(), "17.11");
            atLeast("its driver", connection.getMetaData().getDriverVersion(), "42.7.7");
        }
        atLeast("PDFBox", org.apache.pdfbox.util.Version.getVersion(), "3.0.6");
        atLeast("Bouncy Castle", new BouncyCastleProvider().getVersionStr(), "1.85");
        atLeast("Tomcat", ServerInfo.getServerNumber(), "11.0.21");
        atLeast("Spring", Objects.requireNonNull(SpringVersion.getVersion()), "7.0.8");
    }

    private static void atLeast(String what, String version, String oldest) {
        assertThat(Arrays.compare(numbers(version), numbers(oldest)))
                .as(what + " " + version + ", at least " + oldest)
                .isNotNegative();
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.replaceFirst("[^0-9.].*", "").split("[.]", 0))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
