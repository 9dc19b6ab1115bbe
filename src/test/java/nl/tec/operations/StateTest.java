package nl.tec.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.hub.Readiness;
import nl.tec.operations.StateCheck.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The state page for the administrator, the nightly backup and the drill. */
@TecTest
class StateTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    Backups backups;

    @Autowired
    SystemState state;

    @Autowired
    Readiness readiness;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void noBackupsYet() throws IOException {
        jdbc.sql("delete from backup_run").update();
        if (Files.isDirectory(backups.folder())) {
            try (Stream<Path> files = Files.list(backups.folder())) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void thePageTellsTheAdministratorWhatGoesOn() {
        TestBrowser administrator = people.signedIn(Role.ADMINISTRATOR).browser();
        // tasks that other tests left are done by then
        await().untilAsserted(
                        () -> assertThat(administrator.get("/admin/toestand").body())
                                .contains(
                                        "Toestand",
                                        "Er is nog geen back-up",
                                        "PostgreSQL",
                                        Version.current().name())
                                .contains("Alle wijzigingen zijn verwerkt"));
        assertThat(people.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/admin/toestand")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aBackupIsMadeAndRestoredOnTrial() throws Exception {
        BackupRun made = backups.make();
        assertThat(made.error()).isNull();
        Path file = backups.folder().resolve(made.file());
        assertThat(file).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(backups.drillIsDue()).isTrue();
        BackupRun drill = backups.drill();
        assertThat(drill.error()).isNull();
        assertThat(drill.rows()).isEqualTo(made.rows());
        assertThat(backups.drillIsDue()).isFalse();
        assertThat(check("backup").level()).isNotEqualTo(Level.BAD);
        assertThat(check("drill").level()).isEqualTo(Level.GOOD);
        assertThat(people.signedIn(Role.ADMINISTRATOR)
                        .browser()
                        .get("/admin/toestand")
                        .body())
                .contains(made.file(), "Op proef teruggezet");
    }

    @Test
    void aBackupThatCanNotBeRestoredNeedsAPerson() throws Exception {
        BackupRun made = backups.make();
        Path file = backups.folder().resolve(made.file());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(backups.drill().error()).contains("beschadigd of veranderd");
        assertThat(check("drill").level()).isEqualTo(Level.BAD);
        assertThat(people.signedIn(Role.ADMINISTRATOR).browser().get("/werk").body())
                .contains("/admin/toestand");
    }

    @Test
    void oldBackupsGo_andOtherFilesStay() throws Exception {
        Files.createDirectories(backups.folder());
        Path old = Files.writeString(backups.folder().resolve("tec-2020-01-01T044000.backup"), "x");
        Path other = Files.writeString(backups.folder().resolve("by-hand.backup"), "x");
        backups.make();
        assertThat(old).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void aBackupThatFailedNeedsAPerson_andTheOldOnesStay() throws Exception {
        Path kept = Files.writeString(
                Files.createDirectories(backups.folder()).resolve("tec-2020-01-01T044000.backup"), "x");
        jdbc.sql("""
                insert into backup_run (kind, started_at, ended_at, node, file, encrypted, error)
                values ('BACKUP', now(), now(), 'hier', 'x', false, 'No space left on device')
                """).update();
        assertThat(check("backup").level()).isEqualTo(Level.BAD);
        assertThat(check("backup").text()).contains("No space left on device");
        assertThat(kept).exists();
    }

    @Test
    void aStoppingNodeReportsNotReady() {
        TestBrowser visitor = people.visitor();
        assertThat(visitor.get("/gezond").statusCode()).isEqualTo(200);
        readiness.stop();
        try {
            assertThat(visitor.get("/gezond").statusCode()).isEqualTo(404);
            assertThat(visitor.get("/").statusCode()).as("still answered").isEqualTo(200);
        } finally {
            readiness.start();
        }
    }

    @Test
    void everyAnswerHasANumber_thatOfTheProxyIfItGaveOne() throws Exception {
        int port = people.signedIn(Role.BOARD).port();
        assertThat(number(port, "a1b2c3d4-e5")).isEqualTo("a1b2c3d4-e5");
        for (String wrong : List.of("kort", "<script>alert(1)</script>")) {
            assertThat(number(port, wrong)).isNotEqualTo(wrong).matches("[0-9a-f]+");
        }
    }

    private static String number(int port, String given) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/gezond"))
                                .header("X-Request-Id", given)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("X-Request-Id")
                .orElse("");
    }

    private StateCheck check(String key) {
        return state.checks().stream()
                .filter(check -> check.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
