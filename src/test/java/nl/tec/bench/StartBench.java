package nl.tec.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The time that the second start takes: {@code ./tec run} on the data of the demo hub, embedded database included, until the
 * first page is there. The first start makes the data and the archive of classes, and is not counted.
 */
final class StartBench implements Benchmark {

    private static final int STARTS = 5;
    private static final double LIMIT_SECONDS = 3.3;
    private static final long PATIENCE_MINUTES = 6;

    @Override
    public String run() throws Exception {
        Path data = Files.createTempDirectory("tec-bench-start");
        try {
            System.out.println("first start, which makes the data ...");
            Process first = start(data, port());
            waitForArchive();
            stop(first);
            double[] seconds = new double[STARTS];
            for (int i = 0; i < STARTS; i++) {
                long begin = System.nanoTime();
                Process next = start(data, port());
                seconds[i] = (System.nanoTime() - begin) / 1e9;
                System.out.printf(Locale.ROOT, "start %d: %.2f s%n", i + 1, seconds[i]);
                stop(next);
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

    /** Starts the program and comes back when its first page has been answered. */
    private static Process start(Path data, int port) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("./tec", "run", "--port", "" + port, "--data", data.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling(data.getFileName() + ".txt").toFile())
                .start();
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroy();
                throw new IllegalStateException("The program does not start: "
                        + Files.readString(data.resolveSibling(data.getFileName() + ".txt")));
            }
            Thread.sleep(10);
        }
        return process;
    }

    private static boolean answers(int port) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
            try (var page = connection.getInputStream()) {
                page.readAllBytes();
            }
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The program makes it in the background, the first time that it runs after a build. */
    private static void waitForArchive() throws IOException, InterruptedException {
        Path folder = Path.of("target", "start");
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        while (System.nanoTime() < until) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    if (files.anyMatch(file -> file.toString().endsWith(".jsa"))) {
                        return;
                    }
                }
            }
            Thread.sleep(200);
        }
        System.out.println("The archive of classes was not made; measuring without it.");
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("The program does not stop");
        }
    }

    private static int port() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
