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
import java.sql.Connection;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.documents.FileStore;
import nl.tec.hub.Readiness;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.hub.Texts;
import nl.tec.operations.internal.BackupRuns;
import nl.tec.operations.internal.BackupSettings;
import nl.tec.operations.internal.DataFiles;
import nl.tec.operations.internal.StateAlerts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

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
    StateAlerts alerts;

    @Autowired
    Readiness readiness;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    @Autowired
    BackupRuns runs;

    @Autowired
    BackupSettings settings;

    @Autowired
    BackupDrill drill;

    @Autowired
    FileStore store;

    @Autowired
    Texts texts;

    @Autowired
    Clock clock;

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
    void everyModuleSaysHowItGoes_whatNeedsAPersonFirst() {
        List<StateCheck> checks = state.checks();
        assertThat(checks)
                .extracting(StateCheck::key)
                .contains("mail", "jobs", "events", "backup", "disk-data", "clock")
                .doesNotHaveDuplicates();
        assertThat(checks).extracting(StateCheck::level).isSortedAccordingTo(Comparator.reverseOrder());
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
        alerts.look();
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

    /** Whatever goes wrong is on record. */
    @Test
    void aBackupThatFailsUnexpectedlyIsOnRecord(@TempDir Path data) throws Exception {
        DataSource broken = new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() {
                throw new IllegalStateException("not even a connection");
            }
        };
        Backups failing = new Backups(broken, runs, settings, drill, store, texts, clock);
        assertThat(failing.make().error()).isEqualTo("not even a connection");
        assertThat(backups.list(1).get(0).error()).isEqualTo("not even a connection");

        Files.writeString(Files.createDirectory(data.resolve("lost+found")).resolve("of-the-disk"), "x");
        Files.writeString(data.resolve("of-the-hub"), "x");
        assertThat(DataFiles.list(data, true)).containsExactly("of-the-hub");
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
