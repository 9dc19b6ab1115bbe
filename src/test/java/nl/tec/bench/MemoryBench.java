package nl.tec.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.util.FileSystemUtils;

/**
 * The memory of the machine that the program takes (resident, without PostgreSQL) on the data of the demo hub: after a second
 * start with nothing to do, and after a minute of twenty readers at a time.
 */
final class MemoryBench implements Benchmark {

    private static final Duration REST = Duration.ofSeconds(20);
    private static final Duration LOAD = Duration.ofSeconds(60);
    private static final int READERS = 20;
    private static final long LIMIT_IDLE = 300;
    private static final long LIMIT_LOADED = 450;
    private static final List<byte[]> PAGES = List.of(
            request("/"),
            request("/programma"),
            request("/programma?q=robot"),
            request("/resultaten"),
            request("/partners"));

    @Override
    public String run() throws Exception {
        Path data = Files.createTempDirectory("tec-bench-memory");
        try {
            TecRun.prepare(data);
            try (TecRun program = TecRun.start(data)) {
                Thread.sleep(REST.toMillis());
                long idle = megabytes(program.process());
                System.out.println("idle: " + idle + " MB");
                try (LeanClient client = new LeanClient(program.port(), READERS)) {
                    LeanClient.Count count = client.run(
                            LOAD,
                            connection -> PAGES.get(connection % PAGES.size()),
                            head -> head.startsWith("HTTP/1.1 200"));
                    System.out.printf(
                            Locale.ROOT,
                            "%.0f pages/s, wrong: %d %s%n",
                            count.perSecond(),
                            count.wrongAnswers(),
                            count.wrong());
                }
                long loaded = megabytes(program.process());
                String line = "memory: idle " + idle + " MB, loaded " + loaded + " MB";
                if (idle > LIMIT_IDLE || loaded > LIMIT_LOADED) {
                    throw new Missed(line);
                }
                return line;
            }
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static byte[] request(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** As Linux counts it. */
    static long megabytes(Process program) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(program.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
