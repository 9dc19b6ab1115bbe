package nl.tec.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.TecProcess;
import org.springframework.util.FileSystemUtils;

/**
 * The time that somebody waits for a page while 200 connections from one address are slow on purpose, for a minute each: in sending
 * the head of a request, in sending its body, in reading the answer.
 */
final class SlowBench implements Benchmark {

    private static final int CONNECTIONS = 200;
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final Duration BETWEEN_DROPS = Duration.ofSeconds(5);
    private static final long LIMIT_MILLIS = 500;
    private static final int SMALL_WINDOW = 2_048;

    /** The kinds of slow clients: what each sends first, and whether it sends or reads by drops after that. */
    private enum Kind {
        HEADERS("GET /programma HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", true),
        BODY(
                "POST /inloggen HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 100000\r\n\r\nemail=",
                true),
        READ("GET /programma?weergave=data&per=50 HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(30), false);

        private final byte[] first;
        private final boolean sends;

        Kind(String first, boolean sends) {
            this.first = first.getBytes(StandardCharsets.US_ASCII);
            this.sends = sends;
        }
    }

    @Override
    public String run() throws Exception {
        Path data = Files.createTempDirectory("tec-bench-slow");
        try (TecProcess program = TecProcess.start(data)) {
            List<Long> p95 = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                p95.add(measure(program, kind));
            }
            String line = String.format(
                    Locale.ROOT, "slow: headers p95 %d ms, body p95 %d ms, read p95 %d ms", p95.toArray());
            if (p95.stream().anyMatch(millis -> millis > LIMIT_MILLIS)) {
                throw new Missed(line);
            }
            return line;
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static long measure(TecProcess program, Kind kind) throws Exception {
        List<Socket> slow = new ArrayList<>();
        List<Long> millis = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                slow.add(begin(program.port(), kind));
            }
            long until = System.nanoTime() + TIME.toNanos();
            long drop = 0;
            while (System.nanoTime() < until) {
                if (System.nanoTime() > drop) {
                    slow.forEach(socket -> drop(socket, kind));
                    drop = System.nanoTime() + BETWEEN_DROPS.toNanos();
                }
                millis.add(probe(program.address("/programma")));
                Thread.sleep(100);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        millis.sort(null);
        long p95 = millis.get(millis.size() * 95 / 100);
        System.out.printf(
                Locale.ROOT,
                "%s: %d pages, p50 %d ms, p95 %d ms, slowest %d ms%n",
                kind,
                millis.size(),
                millis.get(millis.size() / 2),
                p95,
                millis.get(millis.size() - 1));
        return p95;
    }

    private static Socket begin(int port, Kind kind) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_WINDOW);
        socket.setSoTimeout(1);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.getOutputStream().write(kind.first);
        socket.getOutputStream().flush();
        return socket;
    }

    private static void drop(Socket socket, Kind kind) {
        try {
            if (kind.sends) {
                socket.getOutputStream().write('x');
            } else {
                socket.getInputStream().readNBytes(10);
            }
        } catch (IOException endedOrNothingYet) {
            // it goes on with those that are left
        }
    }

    /** A visitor with a connection of its own. */
    private static long probe(String address) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (page.statusCode() != 200) {
            throw new IllegalStateException(address + " answers " + page.statusCode());
        }
        return (System.nanoTime() - start) / 1_000_000;
    }
}
