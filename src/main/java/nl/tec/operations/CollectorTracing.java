package nl.tec.operations;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.tec.hub.Tracing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Tracing that sends its spans to a collector, by OTLP over HTTP (decision 0119). A collector that does not answer costs its spans and one
 * line in the log, never a request: at most {@link #MAX_WAITING} spans wait, and a thread of its own sends them.
 */
public final class CollectorTracing implements Tracing, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CollectorTracing.class);

    static final int MAX_WAITING = 2048;

    /** As Elastic Common Schema names it, so that the JSON log has the id where its readers look for it. */
    private static final String LOGGED_AS = "trace.id";

    private static final String TRACEPARENT = "traceparent";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final long LAST_SECONDS = 3;

    private static final TextMapGetter<String> HEADER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals(TRACEPARENT) ? traceparent : null;
        }
    };

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /**
     * @param collector where it takes traces, usually {@code http://127.0.0.1:4318/v1/traces}
     * @param ratio which part of the traces is sent, from 0 to 1
     */
    public CollectorTracing(URI collector, double ratio) {
        Sampler part = Sampler.traceIdRatioBased(ratio);
        SpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.toString())
                .setConnectTimeout(CONNECT)
                .setTimeout(PATIENCE)
                .build();
        provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.builder()
                        .put("service.name", "tec")
                        .put("service.version", Version.current().name())
                        .put("service.instance.id", UUID.randomUUID().toString())
                        .build()))
                // visitors can ask for a trace too, so what comes from outside does not decide that there is one
                .setSampler(Sampler.parentBasedBuilder(part)
                        .setRemoteParentSampled(part)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(new WarningOnce(exporter, collector))
                        .setMaxQueueSize(MAX_WAITING)
                        .build())
                .build();
        tracer = provider.get("nl.tec");
    }

    @Override
    public Span begin(Kind kind, String name, @Nullable String parent) {
        Context context = Context.current();
        if (parent != null) {
            context = W3CTraceContextPropagator.getInstance().extract(context, parent, HEADER);
        }
        var span = tracer.spanBuilder(name)
                .setParent(context)
                .setSpanKind(
                        switch (kind) {
                            case REQUEST -> SpanKind.SERVER;
                            case JOB -> SpanKind.INTERNAL;
                            case CALL -> SpanKind.CLIENT;
                        })
                .startSpan();
        return new Begun(span);
    }

    /** Sends what waits, and gives up soon when the collector is away. */
    @Override
    public void close() {
        provider.shutdown().join(LAST_SECONDS, TimeUnit.SECONDS);
    }

    private static final class Begun implements Span {

        private final io.opentelemetry.api.trace.Span span;
        private final Scope scope;
        private final @Nullable String loggedBefore;

        @SuppressWarnings("MustBeClosedChecker") // it is, with this
        Begun(io.opentelemetry.api.trace.Span span) {
            this.span = span;
            scope = span.makeCurrent();
            loggedBefore = MDC.get(LOGGED_AS);
            MDC.put(LOGGED_AS, span.getSpanContext().getTraceId());
        }

        @Override
        public void rename(String name) {
            span.updateName(name);
        }

        @Override
        public void put(String key, String value) {
            span.setAttribute(key, value);
        }

        @Override
        public void put(String key, long value) {
            span.setAttribute(key, value);
        }

        @Override
        public void failed(String type) {
            span.setAttribute("error.type", type);
            span.setStatus(StatusCode.ERROR);
        }

        @Override
        public void close() {
            if (loggedBefore == null) {
                MDC.remove(LOGGED_AS);
            } else {
                MDC.put(LOGGED_AS, loggedBefore);
            }
            scope.close();
            span.end();
        }
    }

    /** Logs that the collector stops taking spans, and that it takes them again; the exporter itself would go on about it. */
    private static final class WarningOnce implements SpanExporter {

        private final SpanExporter exporter;
        private final URI collector;
        private final AtomicBoolean away = new AtomicBoolean();

        WarningOnce(SpanExporter exporter, URI collector) {
            this.exporter = exporter;
            this.collector = collector;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            CompletableResultCode sent = exporter.export(spans);
            return sent.whenComplete(() -> ended(sent));
        }

        private void ended(CompletableResultCode sent) {
            if (!sent.isSuccess() && away.compareAndSet(false, true)) {
                Throwable why = sent.getFailureThrowable();
                LOG.warn(
                        "The collector at {} takes no traces; they are lost until it does ({})",
                        collector,
                        why == null ? "no reason" : why.getCause() == null ? why : why.getCause());
            } else if (sent.isSuccess() && away.compareAndSet(true, false)) {
                LOG.info("The collector at {} takes traces again", collector);
            }
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }
}
