package nl.tec.operations.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import nl.tec.hub.Tracing;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives every request an id, so that its log lines can be found: the id from a proxy ({@code X-Request-Id}), or a generated one. Also
 * measures its duration, and traces it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestNumber extends OncePerRequestFilter {

    private static final String HEADER = "X-Request-Id";
    private static final String KEY = "request";
    private static final Pattern GIVEN = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    /** Any other word that a visitor sends as the method is {@code _OTHER} in a trace. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final RequestTimes times;
    private final Tracing tracing;

    RequestNumber(RequestTimes times, ObjectProvider<Tracing> tracing) {
        this.times = times;
        this.tracing = tracing.getIfAvailable(() -> Tracing.OFF);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long begin = System.nanoTime();
        String given = request.getHeader(HEADER);
        String number = given != null && GIVEN.matcher(given).matches()
                ? given
                : Long.toHexString(ThreadLocalRandom.current().nextLong());
        MDC.put(KEY, number);
        response.setHeader(HEADER, number);
        try (Tracing.Span span =
                tracing.begin(Tracing.Kind.REQUEST, method(request), request.getHeader("traceparent"))) {
            try {
                chain.doFilter(request, response);
            } catch (IOException | ServletException | RuntimeException | Error e) {
                span.failed(e.getClass().getName());
                throw e;
            } finally {
                describe(span, request, response);
            }
        } finally {
            MDC.remove(KEY);
            times.add(response.getStatus(), System.nanoTime() - begin);
        }
    }

    /** Names the route, such as {@code /programma/{slug}}, and never the path, which says who reads what. */
    private static void describe(Tracing.Span span, HttpServletRequest request, HttpServletResponse response) {
        span.put("http.request.method", method(request));
        int status = response.getStatus();
        span.put("http.response.status_code", status);
        if (status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            span.failed(Integer.toString(status));
        }
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (route != null) {
            span.put("http.route", route.toString());
            span.rename(method(request) + " " + route);
        }
    }

    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER";
    }
}
