package nl.tec;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nl.tec.launch.DatabaseAddress;

/**
 * The program as a process of its own, on a data folder and a port, as {@code tec run} starts it; for tests that kill it and
 * for measurements. It runs from the jar that the system property {@code tec.jar} names, with the
 * options in the lines of {@code tec.options}, or else from the classes of the build.
 */
public final class TecProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Process process;
    private final Path data;
    private final int port;
    private final Path output;

    private TecProcess(Process process, Path data, int port, Path output) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.output = output;
    }

    /** Starts on a free port and waits until the first page answers. @param options of {@code tec run}, for instance --empty */
    public static TecProcess start(Path data, String... options) throws IOException {
        return begin(data, freePort(), Map.of(), options).waitUntilItAnswers();
    }

    /** The same, on a database that is given to it. */
    public static TecProcess startOn(DatabaseAddress database, Path data, String... options) throws IOException {
        Map<String, String> environment = Map.of(
                "TEC_DATABASE_URL", database.url(),
                "TEC_DATABASE_USER", database.user(),
                "TEC_DATABASE_PASSWORD", database.password());
        return begin(data, freePort(), environment, options).waitUntilItAnswers();
    }

    /** Starts and does not wait. */
    public static TecProcess begin(Path data, int port, Map<String, String> environment, String... options)
            throws IOException {
        return begin(System.getProperty("tec.jar", ""), data, port, environment, options);
    }

    /** @param jar the program of a release; empty: the classes of this build */
    public static TecProcess begin(String jar, Path data, int port, Map<String, String> environment, String... options)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("run", "--port", "" + port, "--data", data.toString()));
        words.addAll(List.of(options));
        Files.createDirectories(data);
        Path output = Files.createTempFile(data, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command(jar, words))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new TecProcess(builder.start(), data, port, output);
    }

    /** Returns the command that starts the program with these words on its command line. */
    public static List<String> command(List<String> words) {
        return command(System.getProperty("tec.jar", ""), words);
    }

    private static List<String> command(String jar, List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (jar.isEmpty()) {
            // what belongs to tests is not part of the program
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            // quick to start; what is measured runs from the jar
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
            command.addAll(List.of(
                    "-cp",
                    Arrays.stream(classPath.split(File.pathSeparator, 0))
                            .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                            .collect(Collectors.joining(File.pathSeparator)),
                    TecApplication.class.getName()));
        } else {
            // as the script tec starts it
            command.addAll(System.getProperty("tec.options").lines().toList());
            command.addAll(List.of("-jar", jar));
        }
        command.addAll(words);
        return command;
    }

    /** @throws IllegalStateException with what it printed, when it ends or takes too long */
    public TecProcess waitUntilItAnswers() throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!output().contains("runs on http") || status("/") != 200) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroyForcibly();
                throw new IllegalStateException("The program does not answer: " + output());
            }
            pause();
        }
        return this;
    }

    /** Returns the status that a page answers; 0 when nothing listens or the answer breaks off. */
    public int status(String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address(path)).toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(30_000);
            return connection.getResponseCode();
        } catch (IOException e) {
            return 0;
        }
    }

    public String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    public Path data() {
        return data;
    }

    public int port() {
        return port;
    }

    public Process process() {
        return process;
    }

    /** Returns what the program printed so far. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** The process id of its embedded PostgreSQL; of the last one, when that has just been killed. */
    public long postgres() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(0)
                .strip());
    }

    /** The same for the database. The program notices, and starts it again. */
    public void killPostgres9() throws IOException {
        ProcessHandle.of(postgres()).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** As a crash does: no warning, nothing tidied up. Its PostgreSQL runs on. */
    public void kill9() {
        process.destroyForcibly();
        waitForEnd();
    }

    /** As Ctrl-C does. */
    public void stop() {
        process.destroy();
        waitForEnd();
    }

    @Override
    public void close() {
        stop();
    }

    private void waitForEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The program does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A port that nobody listens on now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
