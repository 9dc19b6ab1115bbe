package nl.tec.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import nl.tec.TecProcess;
import nl.tec.bookings.Crowd;
import nl.tec.launch.MailsInTheBox;
import nl.tec.launch.RunningDatabase;
import org.springframework.util.FileSystemUtils;

/**
 * The single-node program with its embedded database under load, killed with kill -9 again and again: by turns the program, its
 * PostgreSQL, and both at once, as when the machine loses its power. After each kill what people were told is compared with the database.
 */
final class CrashBench implements Benchmark {

    private static final int PEOPLE = 6;

    private final int kills;
    private final Random random = new Random(42);

    CrashBench(int kills) {
        this.kills = kills;
    }

    @Override
    public String run() throws Exception {
        // nothing here is timed, and without its second compiler it starts again sooner
        System.setProperty("tec.options", System.getProperty("tec.options") + "\n-XX:TieredStopAtLevel=1");
        Path data = Files.createTempDirectory("tec-bench-crash");
        TecProcess program = TecProcess.start(data, "--empty");
        Crowd.Verdict all = Crowd.Verdict.NONE;
        try (Crowd crowd = new Crowd(program.port(), PEOPLE, Duration.ZERO, () -> RunningDatabase.of(data))) {
            crowd.arrive();
            for (int kill = 0; kill < kills; kill++) {
                crowd.begin(4, 1, 2);
                crowd.awaitAnswers(1 + random.nextInt(PEOPLE * 4));
                boolean database = kill % 3 != 0;
                boolean itself = kill % 3 != 1;
                if (database) {
                    program.killPostgres9();
                }
                if (itself) {
                    program.kill9();
                    program = TecProcess.begin(data, program.port(), Map.of(), "--empty");
                }
                program.waitUntilItAnswers();
                Crowd.Verdict verdict = crowd.verdict();
                all = all.and(verdict);
                System.out.printf(
                        Locale.ROOT,
                        "%d: %s killed, pressed again %d times, longest wait %.1f s%s%n",
                        kill + 1,
                        itself && database ? "both" : itself ? "program" : "database",
                        crowd.pressedAgain(),
                        crowd.longestWait().toMillis() / 1000.0,
                        verdict.good() ? "" : ", WRONG: " + verdict.details());
            }
            all = all.and(crowd.mails());
            MailsInTheBox.everyMailArrivesOnce(crowd.jdbc());
        } finally {
            program.stop();
            FileSystemUtils.deleteRecursively(data);
        }
        String line = String.format(
                Locale.ROOT,
                "crash: %d kills, %d acknowledged, %d lost, %d double, %d oversold",
                kills,
                all.acknowledged(),
                all.lost(),
                all.doubled(),
                all.oversold());
        if (!all.good()) {
            throw new Missed(line);
        }
        return line;
    }
}
