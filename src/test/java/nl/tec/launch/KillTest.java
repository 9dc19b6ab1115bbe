package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import nl.tec.TecProcess;
import nl.tec.bookings.Crowd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Crash safety (rules 3): people book, cancel and sign up over HTTP while the program or its PostgreSQL is
 * killed repeatedly. Confirmed bookings are kept, nothing is duplicated, no place is given twice, and each event
 * is mailed once. {@code ./tec bench crash} does the same for longer.
 */
class KillTest {

    /** The number of kills: first of the program, then of PostgreSQL, which restarts much faster. */
    private static final int KILLS = 8;

    private static final int OF_THE_PROGRAM = KILLS / 4;

    @TempDir
    Path data;

    /** The running program. */
    @SuppressWarnings("NullAway.Init")
    private TecProcess program;

    private final Random random = new Random(42);

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void confirmedBookingsSurviveKills_andExistOnce() throws Exception {
        program = TecProcess.start(data, "--empty");
        try (Crowd crowd = new Crowd(program.port(), 6, Duration.ZERO, () -> RunningDatabase.of(data))) {
            crowd.arrive();
            int pressedAgain = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                crowd.begin(3, 1, 1);
                crowd.awaitAnswers(2 + random.nextInt(10));
                if (kill < OF_THE_PROGRAM) {
                    program.kill9();
                    program = TecProcess.begin(data, program.port(), Map.of(), "--empty");
                } else {
                    program.killPostgres9();
                }
                program.waitUntilItAnswers();
                Crowd.Verdict verdict = crowd.verdict();
                assertThat(verdict.details()).isEmpty();
                assertThat(verdict.acknowledged()).isEqualTo(6 * (3 + 1));
                pressedAgain += crowd.pressedAgain();
            }
            assertThat(pressedAgain)
                    .as("requests that a kill left without an answer")
                    .isPositive();
            assertThat(crowd.mails().details()).isEmpty();
            MailsInTheBox.everyMailArrivesOnce(crowd.jdbc());
        } finally {
            program.stop();
        }
    }
}
