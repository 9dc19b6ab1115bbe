package nl.tec.neighbours;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server on loopback that a hub reads as its neighbour: with a feed by the test, or with invalid answers. */
public final class StrangeHub implements AutoCloseable {

    public static final String FEED = "/open-data/openactive/events";

    private final HttpServer server;
    private final String address;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** The requested addresses, in order. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** The items of its feed, as JSON; all on its first page. */
    public final List<String> items = new ArrayList<>();

    /** The KPIs of its API, as JSON. */
    public final List<String> kpis = new ArrayList<>();

    /** The library of its API, as JSON. */
    public final List<String> library = new ArrayList<>();

    /** Answers requests about bookings; null: not supported. */
    public volatile @Nullable HttpHandler bookings;

    private StrangeHub(HttpServer server, String scheme) {
        this.server = server;
        this.address = scheme + "://localhost:" + server.getAddress().getPort();
        server.setExecutor(threads);
    }

    /** Starts a well-behaved hub; its programme is in {@link #items}. */
    public static StrangeHub start() throws IOException {
        return answering(null);
    }

    /** Starts a server that answers every request in this way. */
    public static StrangeHub answering(@Nullable HttpHandler handler) throws IOException {
        return answering(0, handler);
    }

    /** Starts a server in place of a hub that had this port. @param port 0: a free one */
    public static StrangeHub answering(int port, @Nullable HttpHandler handler) throws IOException {
        StrangeHub hub = new StrangeHub(HttpServer.create(loopback(port), 0), "http");
        hub.server.createContext("/", exchange -> {
            hub.asked.add(exchange.getRequestURI().toString());
            if (handler == null) {
                hub.answer(exchange);
            } else {
                handler.handle(exchange);
            }
        });
        hub.server.start();
        return hub;
    }

    /** Starts a server with https and a self-signed certificate. */
    public static StrangeHub withOwnCertificate(Path folder) throws Exception {
        HttpsServer server = HttpsServer.create(loopback(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ownCertificate(folder)));
        StrangeHub hub = new StrangeHub(server, "https");
        server.createContext("/", hub::answer);
        server.start();
        return hub;
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static SSLContext ownCertificate(Path folder)
            throws GeneralSecurityException, IOException, InterruptedException {
        Path store = folder.resolve("own.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "geheim",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "geheim".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "geheim".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    public String address() {
        return address;
    }

    /** Returns a session in the feed, a week from now. @param more data, as JSON after a comma; of a repeated field the last one counts */
    public String item(String id, String title, String more) {
        Instant start = Instant.now().plus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        return """
                {"state": "updated", "kind": "Event", "id": "%1$s", "modified": 1, "data": {"@type": "Event", "name": "%2$s",
                 "description": "Je bouwt het zelf.", "url": "%3$s/activiteit/%1$s", "startDate": "%4$s", "endDate": "%5$s",
                 "eventStatus": "https://schema.org/EventScheduled", "remainingAttendeeCapacity": 12, "isAccessibleForFree": true,
                 "ageRange": {"@type": "QuantitativeValue", "minValue": 8, "maxValue": 12},
                 "activity": [{"@type": "Concept", "@id": "%3$s/open-data#hitech-science"}],
                 "offers": [{"@type": "Offer", "name": "Per deelnemer"}],
                 "location": {"@type": "Place", "name": "Het Koelhuis", "address": {"addressLocality": "Zutphen"},
                   "geo": {"latitude": 52.14, "longitude": 6.2}}%6$s}}""".formatted(id, title, address, start, start.plus(2, ChronoUnit.HOURS), more);
    }

    public static String deleted(String id) {
        return "{\"state\": \"deleted\", \"kind\": \"Event\", \"id\": \"%s\", \"modified\": 9}".formatted(id);
    }

    /** Answers with JSON. */
    public static void json(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Returns a page of a feed. */
    public String page(String next, List<String> items) {
        return "{\"next\": \"" + next + "\", \"items\": " + items.stream().collect(Collectors.joining(",", "[", "]"))
                + ", \"license\": \"x\"}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        HttpHandler booking = bookings;
        if (path.startsWith("/api/v1/buurboekingen") && booking != null) {
            booking.handle(exchange);
        } else if (path.equals("/api/v1/kpis")) {
            json(exchange, "{\"items\": " + kpis.stream().collect(Collectors.joining(",", "[", "]")) + "}");
        } else if (path.startsWith("/api/v1/bibliotheek")) {
            json(exchange, "{\"items\": " + library.stream().collect(Collectors.joining(",", "[", "]")) + "}");
        } else if (path.startsWith(FEED)) {
            boolean first = !path.contains("after=");
            String next = address + FEED + "?after=" + items.size();
            int from = first ? 0 : Integer.parseInt(path.replaceAll(".*after=", ""));
            json(exchange, page(next, items.subList(Math.min(from, items.size()), items.size())));
        } else {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
