package nl.tec.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * S3Proxy, an independent S3 server that checks signatures and checksums, in its own process on a free loopback port, with one bucket in
 * a folder. It ends with this program.
 */
public final class S3Server implements AutoCloseable {

    private static final Path PROGRAM = Path.of("target/s3proxy/s3proxy.jar");
    private static final String BUCKET = "tec";
    private static final String KEY = "sleutel";
    private static final String SECRET = "geheim";

    private final Path folder;
    private final int port;
    private Process process;

    private S3Server(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    public static S3Server start() {
        assertThat(PROGRAM).as("copied there by mvn generate-test-resources").exists();
        try {
            return prepared();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static S3Server prepared() throws IOException {
        Path folder = Files.createTempDirectory("tec-s3");
        Files.createDirectories(folder.resolve("buckets").resolve(BUCKET));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.write(
                folder.resolve("s3proxy.conf"),
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + KEY,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + folder.resolve("buckets")));
        return new S3Server(folder, port);
    }

    private Process launch() throws IOException {
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        PROGRAM.toAbsolutePath().toString(),
                        "--properties",
                        folder.resolve("s3proxy.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3proxy.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        await().until(() -> {
            assertThat(started.isAlive())
                    .as(folder.resolve("s3proxy.log").toString())
                    .isTrue();
            return answers();
        });
        return started;
    }

    private boolean answers() {
        try (Socket ignored = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** Returns the settings of a hub with this store. @param port the port of the server, or of a proxy */
    public static Map<String, String> settings(int port) {
        return Map.of(
                ObjectStorage.ENDPOINT,
                "http://127.0.0.1:" + port,
                "tec.files.s3.bucket",
                BUCKET,
                "tec.files.s3.key",
                KEY,
                "tec.files.s3.secret",
                SECRET);
    }

    public Map<String, String> settings() {
        return settings(port);
    }

    public ObjectStorage storage() {
        return ObjectStorage.of(settings()::get).orElseThrow();
    }

    /** Lists the names of the stored objects. */
    public List<String> objects() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("buckets").resolve(BUCKET))) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .map(File::getName)
                    .sorted()
                    .toList();
        }
    }

    /** Returns the path of an object. */
    public Path object(String name) {
        return folder.resolve("buckets").resolve(BUCKET).resolve(name);
    }

    public void stop() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(1, TimeUnit.MINUTES);
    }

    /** Starts it again after {@link #stop}, with its objects. */
    public void startAgain() throws IOException {
        process = launch();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
