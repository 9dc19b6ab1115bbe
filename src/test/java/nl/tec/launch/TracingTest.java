package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.tec.TecProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Traces to a collector: of the program as a process of its own, to a server on the loopback that takes OTLP. */
class TracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path data;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void requestsAndJobsAreSent_andACollectorThatRefusesThemIsLoggedOnce() throws Exception {
        // Protobuf, of which the texts and ids stand in it as they are
        List<String> taken = new CopyOnWriteArrayList<>();
        List<String> refused = new CopyOnWriteArrayList<>();
        AtomicBoolean full = new AtomicBoolean();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            try (exchange) {
                boolean refuses = full.get();
                (refuses ? refused : taken)
                        .add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
                exchange.sendResponseHeaders(refuses ? 400 : 200, -1);
            }
        });
        collector.start();
        Map<String, String> environment = Map.of(
                "TEC_TRACES_ADDRESS",
                "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces",
                "TEC_LOG",
                "json");
        try (TecProcess program = TecProcess.begin(data, TecProcess.freePort(), environment, "--empty")
                .waitUntilItAnswers()) {
            assertThat(get(program, "/activiteit/geheime-slak?q=zoekwoord").statusCode())
                    .isGreaterThanOrEqualTo(200);
            String id = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(String.join("\n", taken))
                            .contains(
                                    "GET /activiteit/{slug}",
                                    "http.request.method",
                                    "job events-retry",
                                    "service.version",
                                    id));
            assertThat(String.join("\n", taken)).doesNotContain("geheime-slak", "zoekwoord");

            // unlike one that is away it is not asked again, so that this takes three batches only
            full.set(true);
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(get(program, "/gezond").statusCode()).isEqualTo(200);
                assertThat(refused).hasSizeGreaterThan(2);
            });
            assertThat(log().lines().filter(line -> line.contains("takes no traces")))
                    .as("once")
                    .hasSize(1);
            assertThat(log()).doesNotContain("Failed to export");
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void withoutACollectorNothingIsLoadedForIt() throws Exception {
        Path classes = data.resolve("classes.txt");
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load=info:file=" + classes);
        try (TecProcess program = TecProcess.begin(data, TecProcess.freePort(), environment, "--empty")
                .waitUntilItAnswers()) {
            get(program, "/");
            // by then its jobs run, and all its beans are there
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Files.readString(classes)).contains("nl.tec.hub.EventBacklog "));
            TimeUnit.SECONDS.sleep(1);
            assertThat(Files.readString(classes))
                    .contains("nl.tec.operations.internal.RequestNumber")
                    .doesNotContain("io.opentelemetry", "CollectorTracing");
        }
    }

    @Test
    void settingsThatAreWrongAreSaid() {
        assertThat(TraceSettings.of(Map.of("TEC_TRACES_RATIO", "0.5"))).isEmpty();
        assertThat(TraceSettings.of(Map.of("TEC_TRACES_ADDRESS", "http://127.0.0.1:4318/v1/traces")))
                .hasValueSatisfying(settings -> assertThat(settings.ratio()).isEqualTo(1));
        for (String address : List.of("127.0.0.1:4318", "collector", "ftp://collector/", "http://a b/")) {
            assertThatThrownBy(() -> TraceSettings.of(Map.of("TEC_TRACES_ADDRESS", address)))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("TEC_TRACES_ADDRESS");
        }
        for (String ratio : List.of("-1", "1.1", "half", "NaN")) {
            assertThatThrownBy(() ->
                            TraceSettings.of(Map.of("TEC_TRACES_ADDRESS", "http://c/", "TEC_TRACES_RATIO", ratio)))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("TEC_TRACES_RATIO");
        }
    }

    private String log() throws IOException {
        return Files.readString(data.resolve("log/tec.log"));
    }

    private static HttpResponse<String> get(TecProcess program, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(program.address(path)))
                                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
