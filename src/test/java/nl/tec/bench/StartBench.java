package nl.tec.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.util.FileSystemUtils;

/**
 * The time that the second start takes: {@code ./tec run} on the data of the demo hub, embedded database included, until the
 * first page is there. The first start makes the data and the archive of classes, and is not counted.
 */
final class StartBench implements Benchmark {

    private static final int STARTS = 5;
    private static final double LIMIT_SECONDS = 3.3;

    @Override
    public String run() throws Exception {
        Path data = Files.createTempDirectory("tec-bench-start");
        try {
            System.out.println("first start, which makes the data ...");
            TecRun.prepare(data);
            double[] seconds = new double[STARTS];
            for (int i = 0; i < STARTS; i++) {
                long begin = System.nanoTime();
                try (TecRun next = TecRun.start(data)) {
                    seconds[i] = (System.nanoTime() - begin) / 1e9;
                    System.out.printf(Locale.ROOT, "start %d: %.2f s%n", i + 1, seconds[i]);
                }
            }
            Arrays.sort(seconds);
            String line = String.format(Locale.ROOT, "start: %.1f s", seconds[STARTS / 2]);
            if (seconds[STARTS / 2] > LIMIT_SECONDS) {
                throw new Missed(line);
            }
            return line;
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }
}
