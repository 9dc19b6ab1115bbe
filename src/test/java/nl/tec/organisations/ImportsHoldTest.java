package nl.tec.organisations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import nl.tec.TestSql;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.Registers.RegisterFile;
import nl.tec.organisations.RegistersFixture.Small;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Imports do not overwrite newer or better data unless confirmed, and an aborted import leaves no trace (rules 1). */
@OrganisationsTest
class ImportsHoldTest {

    private static final Small ADDRESSES = RegistersFixture.of(RegisterKind.PO_ADDRESSES);
    private static final Small PUPILS = RegistersFixture.of(RegisterKind.PO_PUPILS);
    private static final Small POSTCODES = RegistersFixture.of(RegisterKind.POSTCODES);
    private static final String LOCK = "hashtext('nl.tec.organisations.import')";

    @Autowired
    Registers registers;

    @Autowired
    ImportBatches batches;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    private WithoutProefdam proefdam;

    @BeforeEach
    void forget() {
        proefdam = new WithoutProefdam(jdbc);
        proefdam.forget();
    }

    @Test
    void anOlderLayoutOfTheAddressesIsRefused_unlessConfirmed() {
        run(ADDRESSES.file());
        String older = ADDRESSES
                .text(';', "\n")
                .replace("INSTELLINGSCODE", "BRIN NUMMER")
                .replace("VESTIGINGSCODE", "VESTIGINGSNUMMER")
                .replace("Dorpsstraat", "Oude Dorpsstraat");
        Map<String, String> before = proefdam.everything();
        assertThat(refusal(run(file(ADDRESSES, older)))).isEqualTo("import.refused.olderLayout");
        assertThat(proefdam.everything()).isEqualTo(before);

        ImportReport asked = registers
                .runAll(List.of(file(ADDRESSES, older)), false, true, null, ProgressListener.NONE)
                .get(0);
        assertThat(asked.refusal()).isNull();
        assertThat(asked.notes()).extracting(Reason::key).contains("import.note.older");
        assertThat(street()).isEqualTo("Oude Dorpsstraat");
        assertThat(run(ADDRESSES.file()).refusal()).as("the newer again").isNull();
        assertThat(street()).isEqualTo("Dorpsstraat");
    }

    @Test
    void countsUpToAnEarlierYearOverwriteNothing_whateverTheOrderInOneSet() {
        String older =
                PUPILS.text(';', "\n").replace("LEERLINGEN_2025", "LAATSTE").replace("210", "333");
        RegisterFile newest = PUPILS.file();
        registers.runAll(List.of(newest, file(PUPILS, older), ADDRESSES.file()), false, null, ProgressListener.NONE);
        assertThat(pupils(2024)).as("the oldest goes first").isEqualTo(210);
        assertThat(refusal(run(file(PUPILS, older)))).isEqualTo("import.refused.older");
        assertThat(pupils(2024)).isEqualTo(210);
    }

    @Test
    void twoFilesOfPostcodesDoNotOverwriteEachOther() {
        RegisterFile[] others = new RegisterFile[3];
        for (int i = 0; i < others.length; i++) {
            others[i] = new RegisterFile("pc4.csv", stream("POSTCODE;LAT;LON\n9811;52,4;6,4\n9899;52,5;6,5\n"));
        }
        try {
            assertThat(run(others[0]).added()).isEqualTo(2);
            assertThat(run(POSTCODES.file()).changed()).as("4pp goes first").isOne();
            assertThat(run(others[1]).changesAnything()).isFalse();
            assertThat(run(POSTCODES.file()).changesAnything()).isFalse();
            assertThat(run(others[2]).changesAnything()).isFalse();
        } finally {
            jdbc.sql("delete from postcode_area where pc4 = '9899'").update();
        }
    }

    @Test
    void theHolidayRegionOfDuoTakesPrecedence() {
        Small others = RegistersFixture.of(RegisterKind.MUNICIPALITIES);
        String middle = others.text(';', "\n").replace(";NO;", ";MI;");
        run(ADDRESSES.file());
        assertThat(run(file(others, middle)).changesAnything()).isFalse();
        assertThat(region()).isEqualTo("NOORD");

        proefdam.forget();
        run(file(
                ADDRESSES,
                ADDRESSES.text(';', "\n").replace(";VAKANTIEREGIO", ";IETS").replace(";Noord", "; ")));
        run(file(others, middle));
        assertThat(region()).isEqualTo("MIDDEN");
        assertThat(run(ADDRESSES.file()).changes())
                .as("and it is told")
                .contains(Reason.of("import.change.municipality", "Proefdam", "midden", "noord"));
        assertThat(region()).isEqualTo("NOORD");
    }

    @Test
    void impossibleValuesAreRefusedWithTheirReason() {
        assertThat(problems(file(PUPILS, PUPILS.text(';', "\n").replace("210", "99999"))))
                .containsExactly("import.row.impossible");
        assertThat(problems(file(ADDRESSES, ADDRESSES.text(';', "\n").replace("98ZA00", "98ZAXX"))))
                .containsExactly("import.row.brin");
        Small more = new Small(
                ADDRESSES.kind(),
                ADDRESSES.name(),
                ADDRESSES.columns(),
                List.of(
                        ADDRESSES.rows().get(0),
                        ADDRESSES.rows().get(1),
                        ADDRESSES.rows().get(0).stream()
                                .map(cell -> cell.replace("98ZA00", "98ZA01").replace("9801", "9999"))
                                .toList()),
                ADDRESSES.bad());
        assertThat(problems(more.file())).containsExactly("import.row.noSuchMunicipality");
    }

    /** After a dry run is rolled back, a vacuum gives the query planner the statistics of the unchanged tables. */
    @Test
    void anImportRightAfterADryRunKnowsTheTablesItFills() {
        List<List<String>> rows = IntStream.range(0, 300)
                .mapToObj(i -> ADDRESSES.rows().get(0).stream()
                        .map(cell -> cell.replace("98ZA", "98Z" + (char) ('A' + i / 100))
                                .replace(
                                        "98Z%c00".formatted('A' + i / 100),
                                        "98Z%c%02d".formatted('A' + i / 100, i % 100)))
                        .toList())
                .toList();
        Small many = new Small(ADDRESSES.kind(), ADDRESSES.name(), ADDRESSES.columns(), rows, ADDRESSES.bad());
        registers.runAll(List.of(many.file()), true, null, ProgressListener.NONE);
        jdbc.sql("vacuum analyze school_site").update();
        assertThat(run(many.file()).added()).isEqualTo(300);
        assertThat(TestSql.integer(jdbc, "select reltuples::int from pg_class where oid = 'school_site'::regclass"))
                .isEqualTo(TestSql.integer(jdbc, "select count(*) from school_site"));
    }

    @Test
    void anAbortedSetLeavesNothing() {
        Map<String, String> before = proefdam.everything();
        assertThatThrownBy(() ->
                        registers.runAll(List.of(ADDRESSES.file(), PUPILS.file()), false, null, (name, done, rows) -> {
                            if (name.equals(PUPILS.name())) {
                                throw new StoppedHalfway();
                            }
                        }))
                .isInstanceOf(StoppedHalfway.class);
        assertThat(proefdam.everything()).isEqualTo(before);
    }

    /** Simulates the end of the program: it is never caught. */
    private static final class StoppedHalfway extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void anImportOfADeadProgramIsReportedAsAborted() {
        long run = jdbc.sql("""
                insert into import_run (file_name, dry_run, started_at, state, backend_pid, backend_start)
                values ('weg.csv', false, now(), 'RUNNING', pg_backend_pid(), '2000-01-01') returning id
                """).query(Long.class).single();
        run(POSTCODES.file());
        assertThat(batches.run(run)).get().satisfies(one -> {
            assertThat(one.report().died()).isTrue();
            assertThat(one.report().changesAnything()).isFalse();
        });
        assertThat(batches.earlier(null, 100))
                .extracting(one -> one.report().runId())
                .contains(run);
    }

    @Test
    void anImportReportsThatItWaits_andContinuesOnceTheOtherIsKilled() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Connection other = database.getConnection()) {
            CountDownLatch held = new CountDownLatch(1);
            Future<?> killed = threads.submit(() -> holdAndWork(held, other));
            assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
            CountDownLatch told = new CountDownLatch(1);
            Future<ImportReport> waiting = threads.submit(() -> registers
                    .runAll(List.of(POSTCODES.file()), true, null, new ProgressListener() {
                        @Override
                        public void at(String fileName, int rowsDone, int rows) {
                            // only waiting() matters here
                        }

                        @Override
                        public void waiting() {
                            told.countDown();
                        }
                    })
                    .get(0));
            assertThat(told.await(60, TimeUnit.SECONDS)).as("says so").isTrue();
            other.abort(Runnable::run);
            assertThat(waiting.get(60, TimeUnit.SECONDS).refusal()).isNull();
            killed.get(60, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theServerCancelsStatementsOfDeadClients() {
        Set<String> intervals = new HashSet<>();
        registers.runAll(
                List.of(POSTCODES.file()),
                true,
                null,
                (name, done, rows) -> intervals.add(one("show client_connection_check_interval")));
        assertThat(intervals).containsExactly("2s");
        assertThat(one("show client_connection_check_interval"))
                .as("not for others")
                .isEqualTo("0");
    }

    /** Simulates an import during a long statement. */
    private static void holdAndWork(CountDownLatch held, Connection connection) {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local client_connection_check_interval = '2s'");
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            held.countDown();
            statement.execute("select pg_sleep(60)");
        } catch (java.sql.SQLException gone) {
            // expected: the connection was aborted
        }
    }

    @Test
    void anOversizedFileIsRefusedBeforeItIsRead() {
        byte[] large = new byte[ImportBatches.MAX_FILE_BYTES + 1];
        java.util.Arrays.fill(large, (byte) 'x');
        ImportReport report = run(new RegisterFile("groot.csv", new ByteArrayInputStream(large)));
        assertThat(refusal(report)).isEqualTo("import.refused.tooLarge");
    }

    private ImportReport run(RegisterFile file) {
        return registers
                .runAll(List.of(file), false, null, ProgressListener.NONE)
                .get(0);
    }

    private List<String> problems(RegisterFile file) {
        ImportReport report = registers
                .runAll(List.of(file), true, null, ProgressListener.NONE)
                .get(0);
        assertThat(report.refusal()).isNull();
        return report.problems().stream().map(problem -> problem.reason().key()).collect(Collectors.toList());
    }

    private static String refusal(ImportReport report) {
        Reason refusal = report.refusal();
        assertThat(refusal).isNotNull();
        assertThat(report.changesAnything()).isFalse();
        return refusal.key();
    }

    private static RegisterFile file(Small small, String text) {
        return new RegisterFile(small.name(), stream(text));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private String street() {
        return one(
                "select street from organisation o join school_site s on s.organisation_id = o.id where s.brin6 = '98ZA00'");
    }

    private String region() {
        return one("select holiday_region from municipality where code = '9801'");
    }

    private int pupils(int year) {
        return Integer.parseInt(one("""
                select e.pupils::text from enrolment e join school_site s on s.organisation_id = e.site_id
                where s.brin6 = '98ZA00' and e.reference_year =\s""" + year));
    }

    private String one(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }
}
