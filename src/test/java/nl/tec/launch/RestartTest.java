package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nl.tec.TecProcess;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.RegistersFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub recovers when its program or database is killed. The program runs as a separate process. */
class RestartTest {

    @TempDir
    Path data;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void survivesKillsOfTheProgramAndOfTheDatabase() throws Exception {
        long left;
        try (TecProcess first = TecProcess.start(data, "--empty")) {
            refusesASecondProgram(first);
            for (int i = 0; i < 2; i++) {
                bringsBackItsDatabase(first);
            }
            left = first.postgres();
            first.kill9();
        }
        // the database of the killed program still runs, and the next start stops it
        assertThat(ProcessHandle.of(left)).isPresent();
        TecProcess next = TecProcess.start(data);
        try (next) {
            assertThat(next.output()).contains("left behind (process " + left + ")");
            assertThat(next.postgres()).isNotEqualTo(left);
            importsWhileItRuns(next);
            anImportWaitsForTheFiguresItChanges(next);
            findsTheHubOfThePlanInTheEnvironment(next);
        }
        // a hub that began empty stays empty, also without --empty
        assertThat(next.output()).contains("A new hub runs on");
        // after a stop signal both stop
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    /** {@code tec import}: a file that is not a register is reported and makes the command fail; the others are imported. */
    private void importsWhileItRuns(TecProcess program) throws Exception {
        Path register = Files.writeString(
                data.resolve("postcodes.csv"), "postcode;latitude;longitude\n7411;52,25;6,16\n7412;nergens;6,16\n");
        Path other = Files.writeString(data.resolve("namen.csv"), "naam;leeftijd\nNoor;9\n");
        assertThat(imported(program, 1, register, other))
                .contains(
                        "2 regels: 1 nieuw, 0 anders, 0 gelijk, 0 overgeslagen, 1 afgekeurd",
                        "Regel 3:",
                        "Niet ingelezen:");
    }

    /** Listeners to an import publish events in turn: a program that shuts down before that prints hundreds of lines of errors. */
    private void anImportWaitsForTheFiguresItChanges(TecProcess program) throws Exception {
        List<Path> registers = new ArrayList<>();
        for (RegisterKind kind : List.of(RegisterKind.PO_ADDRESSES, RegisterKind.PO_PUPILS)) {
            RegistersFixture.Small small = RegistersFixture.of(kind);
            registers.add(Files.writeString(data.resolve(small.name()), small.text(';', "\n")));
        }
        assertThat(imported(program, 0, registers.toArray(Path[]::new)))
                .contains("2 regels: 2 nieuw")
                .doesNotContain("Exception", "\tat ");
        assertThat(Files.readString(program.data().resolve("log/import.log"))).doesNotContain("Exception");
        assertThat(program.status("/gezond")).isEqualTo(200);
    }

    /** Returns the output of {@code tec import}. */
    private String imported(TecProcess program, int exitValue, Path... files) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("import", "--data", program.data().toString()));
        for (Path file : files) {
            words.add(file.toString());
        }
        return printed(exitValue, Map.of(), words);
    }

    private void findsTheHubOfThePlanInTheEnvironment(TecProcess program) throws Exception {
        assertThat(printed(1, Map.of("TEC_DATA", program.data().toString()), List.of("plan", "export", "999999")))
                .contains("There is no round 999999.");
        assertThat(program.data().resolve("log/plan.log")).exists();
    }

    private String printed(int exitValue, Map<String, String> environment, List<String> words) throws Exception {
        Path printed = data.resolve("printed.txt");
        ProcessBuilder builder = new ProcessBuilder(TecProcess.command(words))
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(printed)).isEqualTo(exitValue);
        return Files.readString(printed);
    }

    private void refusesASecondProgram(TecProcess first) throws Exception {
        try (TecProcess second = TecProcess.begin(data, first.port() + 1, Map.of(), "--empty")) {
            assertThat(second.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(second.process().exitValue()).isEqualTo(1);
            assertThat(second.output())
                    .contains("already in use by process " + first.process().pid());
        }
    }

    private static void bringsBackItsDatabase(TecProcess program) throws Exception {
        long killed = program.postgres();
        program.killPostgres9();
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (System.nanoTime() < until && !isBack(program, killed)) {
            Thread.sleep(50);
        }
        assertThat(isBack(program, killed)).isTrue();
    }

    private static boolean isBack(TecProcess program, long killed) throws Exception {
        return Files.exists(program.data().resolve("postgres/postmaster.pid"))
                && program.postgres() != killed
                && program.status("/") == 200;
    }
}
