package nl.tec.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import nl.tec.TecProcess;
import nl.tec.launch.EmbeddedDatabase;
import org.springframework.util.FileSystemUtils;

/**
 * Bookings per second over HTTP, the full way of a signed-in teacher (session, CSRF, rules, history, audit, outbox), as a
 * fraction of what the same PostgreSQL does in the same run with the bare minimum: a guarded update, a booking row and an
 * outbox row in one transaction, prepared, over JDBC, from as many connections as there are teachers. Spread over 500
 * sessions, and all on one.
 *
 * <p>Client, program and PostgreSQL share the machine. Bare and full take turns, and the median of the fractions of the rounds counts.
 */
final class BookingBench implements Benchmark {

    private static final double LIMIT_SPREAD = 0.40;
    private static final double LIMIT_HOT = 0.88;

    @Override
    public String run() throws Exception {
        Path data = Files.createTempDirectory("tec-bench-booking");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data.resolve("database"));
                TecProcess program = TecProcess.startOn(database.owner("tec"), data.resolve("program"), "--empty")) {
            BookingMeasurement.Outcome outcome = new BookingMeasurement(database.owner("tec"), program.port())
                    .measure(new BookingMeasurement.Processes(
                            program.process().toHandle(), database.process().orElseThrow()));
            String line = String.format(Locale.ROOT, "booking: spread %.2f, hot %.2f", outcome.spread(), outcome.hot());
            if (outcome.spread() < LIMIT_SPREAD || outcome.hot() < LIMIT_HOT) {
                throw new Missed(line);
            }
            return line;
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }
}
