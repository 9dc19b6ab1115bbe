package nl.tec.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.tec.TecProcess;
import nl.tec.hub.Tracing;
import nl.tec.hub.Tracing.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Spans to a collector on the loopback; {@code TracingTest} has the program as it is run. */
class CollectorTracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-";

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private HttpServer collector;

    @BeforeEach
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            try (exchange) {
                taken.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    private CollectorTracing tracing(double ratio) {
        return new CollectorTracing(
                URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces"), ratio);
    }

    @Test
    void aSpanFollowsTheProxy_andItsTraceIsInTheLog() {
        try (CollectorTracing tracing = tracing(1)) {
            try (Tracing.Span request = tracing.begin(Kind.REQUEST, "GET", PARENT + "01")) {
                assertThat(MDC.get("trace.id")).isEqualTo(TRACE);
                request.rename("GET /programma/{slug}");
                try (Tracing.Span call = tracing.begin(Kind.CALL, "SMTP")) {
                    assertThat(MDC.get("trace.id")).isEqualTo(TRACE);
                    call.failed("SLOW");
                }
                assertThat(MDC.get("trace.id")).isEqualTo(TRACE);
            }
            assertThat(MDC.get("trace.id")).isNull();
        }
        assertThat(taken).singleElement().asString().contains("GET /programma/{slug}", "SMTP", "SLOW", "service.name");
    }

    /** Of the log for collectors, as {@code TEC_LOG=json} asks. */
    @Test
    void aLineOfTheJsonLogHasTheTrace() {
        LoggerContext logs = new LoggerContext();
        logs.setMDCAdapter(MDC.getMDCAdapter());
        logs.putObject(Environment.class.getName(), new StandardEnvironment());
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(logs);
        encoder.setFormat("ecs");
        encoder.start();
        List<byte[]> lines = new ArrayList<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(encoder.encode(event));
            }
        };
        appender.start();
        Logger logger = logs.getLogger("nl.tec");
        logger.addAppender(appender);
        try (CollectorTracing tracing = tracing(1)) {
            try (Tracing.Span job = tracing.begin(Kind.JOB, "job", PARENT + "01")) {
                logger.error("job {} failed", "mail");
            }
        }
        JsonNode line = new JsonMapper().readTree(lines.get(0));
        assertThat(line.at("/message").asString()).as(line.toString()).isEqualTo("job mail failed");
        assertThat(line.at("/trace/id").asString()).as(line.toString()).isEqualTo(TRACE);
    }

    /** What a stranger sends for a header neither breaks a request nor decides what is sent. */
    @Test
    void strangersDoNotDecide() {
        try (CollectorTracing tracing = tracing(0)) {
            tracing.begin(Kind.REQUEST, "asked", PARENT + "01").close();
        }
        try (CollectorTracing tracing = tracing(1)) {
            tracing.begin(Kind.REQUEST, "not asked", PARENT + "00").close();
        }
        assertThat(taken).isEmpty();
        try (CollectorTracing tracing = tracing(1)) {
            for (String parent :
                    List.of("", "x", "00-" + "0".repeat(32) + "-" + "0".repeat(16) + "-01", "a".repeat(5000))) {
                try (Tracing.Span span = tracing.begin(Kind.REQUEST, "odd", parent)) {
                    assertThat(MDC.get("trace.id")).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
                    span.put("http.response.status_code", 200);
                }
            }
        }
        assertThat(taken).singleElement().asString().contains("odd");
    }

    @Test
    @Timeout(30)
    void nobodyWaitsForACollectorThatIsAway() throws IOException {
        URI nowhere = URI.create("http://127.0.0.1:" + TecProcess.freePort() + "/v1/traces");
        try (CollectorTracing tracing = new CollectorTracing(nowhere, 1)) {
            for (int i = 0; i < CollectorTracing.MAX_WAITING * 10; i++) {
                tracing.begin(Kind.JOB, "job").close();
            }
        }
    }
}
