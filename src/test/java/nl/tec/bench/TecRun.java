package nl.tec.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The program as {@code ./tec run} starts it, archive of classes included: what people have from their second start on.
 *
 * @param process which is the program itself
 */
record TecRun(Process process, int port) implements AutoCloseable {

    private static final long PATIENCE_MINUTES = 6;

    /** A first start, which makes the data of the demo hub and the archive of classes. */
    static void prepare(Path data) throws IOException, InterruptedException {
        try (TecRun first = start(data)) {
            first.waitForArchive();
        }
    }

    /** Starts the program and comes back when its first page has been answered. */
    static TecRun start(Path data) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path output = data.resolveSibling(data.getFileName() + ".txt");
        Process process = new ProcessBuilder("./tec", "run", "--port", "" + port, "--data", data.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroy();
                throw new IllegalStateException("The program does not start: " + Files.readString(output));
            }
            Thread.sleep(10);
        }
        return new TecRun(process, port);
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

    /**
     * The program makes it in the background, the first time that it runs after a build. Each version of Java has its own; the
     * program runs on that of this process.
     */
    private void waitForArchive() throws InterruptedException {
        Path archive = Path.of("target", "start", "java-" + Runtime.version().feature() + ".jsa");
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        while (!Files.exists(archive)) {
            if (System.nanoTime() > until) {
                System.out.println("The archive of classes was not made; measuring without it.");
                return;
            }
            Thread.sleep(200);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(1, TimeUnit.MINUTES)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IllegalStateException("The program does not stop");
    }
}
