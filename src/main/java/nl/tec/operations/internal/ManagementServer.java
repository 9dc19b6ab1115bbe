package nl.tec.operations.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import nl.tec.hub.Readiness;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.operations.SystemState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP server for monitoring of this node, on the port in TEC_MANAGEMENT_PORT, if set (decision 0041): {@code
 * /health/live}, {@code /health/ready} and {@code /metrics}. Bound to the loopback unless TEC_MANAGEMENT_ADDRESS is set.
 */
@Component
public class ManagementServer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int MIN_FREE_BYTES = 50_000_000;
    private static final int PATIENCE_SECONDS = 2;

    /** The checks of the state page that are told along, and never make this node unready (decision 0041). */
    private static final Set<String> TOLD = Set.of("mail", "jobs");

    /** How long they hold: a load balancer asks several times a second. */
    private static final Duration HOLDS = Duration.ofSeconds(5);

    /** @param at by {@link System#nanoTime} */
    private record Told(long at, List<StateCheck> checks) {}

    private final int port;
    private final String address;
    private final Readiness readiness;
    private final DataSource database;
    private final BackupSettings folders;
    private final ObjectProvider<Metrics> metrics;
    private final ObjectProvider<SystemState> state;
    private final JsonMapper json;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService workers;
    private volatile @Nullable Told told;

    /**
     * @param metrics created on first request: they depend on much of the program, and most hubs have no management port
     * @param state likewise
     */
    ManagementServer(
            @Value("${tec.management.port:-1}") int port,
            @Value("${tec.management.address:127.0.0.1}") String address,
            Readiness readiness,
            DataSource database,
            BackupSettings folders,
            ObjectProvider<Metrics> metrics,
            ObjectProvider<SystemState> state,
            JsonMapper json) {
        this.port = port;
        this.address = address;
        this.readiness = readiness;
        this.database = database;
        this.folders = folders;
        this.metrics = metrics;
        this.state = state;
        this.json = json;
    }

    /** Returns the port it listens on; -1: it does not. */
    public int port() {
        return server == null ? -1 : server.getAddress().getPort();
    }

    @Override
    public void start() {
        if (port < 0) {
            return;
        }
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(address, port), 0);
            workers = Executors.newFixedThreadPool(2, work -> {
                Thread thread = new Thread(work, "management");
                thread.setDaemon(true);
                return thread;
            });
            started.setExecutor(workers);
            started.createContext(
                    "/health/live", exchange -> answer(exchange, OK, "application/json", "{\"status\":\"UP\"}"));
            started.createContext("/health/ready", this::ready);
            started.createContext(
                    "/metrics",
                    exchange -> answer(
                            exchange,
                            OK,
                            PrometheusText.TYPE,
                            metrics.getObject().text()));
            started.start();
            server = started;
            LOG.info("Health and metrics on port {}", port());
        } catch (IOException e) {
            throw new IllegalStateException("TEC_MANAGEMENT_PORT " + port + " can't be listened on", e);
        }
    }

    private void ready(HttpExchange exchange) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("node", readiness.ready() ? "UP" : "STOPPING");
        parts.put("database", databaseAnswers() ? "UP" : "DOWN");
        parts.put("disk", diskHasRoom() ? "UP" : "FULL");
        boolean up = parts.values().stream().allMatch("UP"::equals);
        Map<String, String> notes = new LinkedHashMap<>();
        if ("UP".equals(parts.get("database"))) {
            tellAlong(parts, notes);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("status", up ? "UP" : "DOWN");
        all.put("parts", parts);
        all.put("notes", notes);
        answer(exchange, up ? OK : UNAVAILABLE, "application/json", json.writeValueAsString(all));
    }

    /** Adds what the state page says of mail and jobs: a note is its sentence, of what needs a person. */
    private void tellAlong(Map<String, String> parts, Map<String, String> notes) {
        try {
            for (StateCheck check : told().checks()) {
                boolean bad = check.level() == Level.BAD;
                parts.put(check.key(), bad ? "BEHIND" : "UP");
                if (bad) {
                    notes.put(check.key(), check.text());
                }
            }
        } catch (RuntimeException e) {
            // whatever fails here, such as a database that went away in between, does not make the node unready
            LOG.debug("Mail and jobs can't be told of", e);
        }
    }

    private Told told() {
        Told last = told;
        if (last == null || System.nanoTime() - last.at() > HOLDS.toNanos()) {
            last = new Told(
                    System.nanoTime(),
                    state.getObject().cheapChecks().stream()
                            .filter(check -> TOLD.contains(check.key()))
                            .toList());
            told = last;
        }
        return last;
    }

    private boolean databaseAnswers() {
        try (var connection = database.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean diskHasRoom() {
        try {
            return Files.getFileStore(folders.data()).getUsableSpace() > MIN_FREE_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        if (workers != null) {
            workers.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** Returns the lowest phase: it stops last, and until then reports that this node is stopping. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
