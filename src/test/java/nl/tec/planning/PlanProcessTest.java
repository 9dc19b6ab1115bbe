package nl.tec.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The solver process: however it ends, it leaves a complete and valid plan, from which it can resume (rules 5.5). */
class PlanProcessTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MEGABYTES = 200;

    @TempDir
    Path folder;

    @Test
    void afterAKillItResumesFromACompletePlan() throws IOException, InterruptedException {
        PlanInstance instance = PlanGenerator.draw(3, 60, 0.9, true, 0.2).instance();
        Path file = folder.resolve("instance.json");
        Path solution = folder.resolve("solution.json");
        PlanFiles.write(instance, file);

        CountDownLatch told = new CountDownLatch(2);
        try (PlanProcess process =
                PlanProcess.start(file, solution, Duration.ofHours(1), 1, MEGABYTES, progress -> told.countDown())) {
            assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } // kills it
        PlanScore killed = scoreOf(instance, solution);
        assertThat(killed.met()).isPositive();

        CountDownLatch again = new CountDownLatch(1);
        try (PlanProcess process =
                PlanProcess.start(file, solution, Duration.ofHours(1), 2, MEGABYTES, progress -> again.countDown())) {
            assertThat(again.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            process.stop();
            assertThat(process.waitFor(PATIENCE)).isTrue();
            assertThat(process.hasSolved()).as(process.lastOutput()).isTrue();
        }
        assertThat(scoreOf(instance, solution)).isGreaterThanOrEqualTo(killed);
        PlanSolution stopped = PlanFiles.readSolution(solution);
        assertThat(stopped.unmet())
                .hasSize(instance.wishes().size() - stopped.assignments().size());
    }

    private static PlanScore scoreOf(PlanInstance instance, Path solution) throws IOException {
        PlanCheck check = PlanChecker.check(instance, PlanFiles.readSolution(solution));
        assertThat(check.violations()).isEmpty();
        return check.score();
    }

    @Test
    void anInvalidFileIsReported() throws IOException, InterruptedException {
        Path file = folder.resolve("instance.json");
        Files.writeString(file, "{\"format\": \"tec-plan/1\", \"equip");
        try (PlanProcess process = PlanProcess.start(
                file, folder.resolve("solution.json"), Duration.ofHours(1), 1, MEGABYTES, progress -> {})) {
            assertThat(process.waitFor(PATIENCE)).isTrue();
            assertThat(process.hasSolved()).isFalse();
            assertThat(process.lastOutput()).contains("is not whole JSON");
        }
        assertThat(folder.resolve("solution.json")).doesNotExist();
    }

    @Test
    void aLineOfProgressIsReadAsItWasWritten() {
        Map<Level, Double> values = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            values.put(level, 0.5 + level.ordinal());
        }
        values.put(Level.MET, 12.0);
        PlanProgress progress = new PlanProgress(3.5, 20, 17, "s3", Level.BUS_KM, values);
        assertThat(PlanProgress.parse(progress.line())).isEqualTo(progress);
        assertThat(Objects.requireNonNull(PlanProgress.parse(progress.line())).met())
                .isEqualTo(12);
        assertThat(PlanProgress.parse("seconds=3.5 of=20 improving=busKm")).isNull();
        assertThat(PlanProgress.parse("cannot write: no space")).isNull();
    }
}
