package nl.tec.exchange.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Caches, for a few seconds, responses that are the same for everybody: the feed, lists of the API, pages on partners' sites (decision
 * 0079). Each is made once in that time, however many clients request it; during a renewal the others get the stale one. Conditional
 * requests are answered with 304.
 */
final class KeptAnswers extends OncePerRequestFilter {

    private static final List<String> CONDITIONS = List.of(
            HttpHeaders.IF_NONE_MATCH.toLowerCase(Locale.ROOT), HttpHeaders.IF_MODIFIED_SINCE.toLowerCase(Locale.ROOT));

    private static final Set<String> OWN_HEADERS = Set.of(
            HttpHeaders.CONTENT_LENGTH.toLowerCase(Locale.ROOT), HttpHeaders.SET_COOKIE.toLowerCase(Locale.ROOT));

    private static final long MAX_CACHE_BYTES = 16_000_000;
    /** The maximum age of a stale response, served while a slow one is being made, as a multiple of the cache time. */
    private static final int OLDEST = 5;

    private final Cache<String, Kept> answers;
    private final long freshNanos;

    KeptAnswers(Duration fresh) {
        this.freshNanos = fresh.toNanos();
        this.answers = Caffeine.newBuilder()
                .expireAfterWrite(fresh.multipliedBy(OLDEST))
                .maximumWeight(MAX_CACHE_BYTES)
                .weigher((String address, Kept answer) -> address.length() + answer.body().length)
                .build();
    }

    private record Kept(
            Map<String, String> headers, String etag, byte[] body, long madeAt, AtomicBoolean beingRenewed) {}

    /** The addresses that are cached, and the duration: {@code tec.kept-answers}; 0: no caching. */
    @Configuration(proxyBeanMethods = false)
    static class Where {

        @Bean
        FilterRegistrationBean<KeptAnswers> keptAnswers(@Value("${tec.kept-answers:2s}") Duration fresh) {
            FilterRegistrationBean<KeptAnswers> filter = new FilterRegistrationBean<>(new KeptAnswers(fresh));
            filter.addUrlPatterns(
                    ApiAnswers.ROOT + "/*", OpenDataController.PATH + "/*", "/insluiten/*", "/nieuw.atom");
            return filter;
        }
    }

    /** Skips requests with a key, because their responses are for the holder of that key only. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.GET.matches(request.getMethod()) || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // with the host, which can be in links of the response
        String address = request.getRequestURL() + "?" + Objects.requireNonNullElse(request.getQueryString(), "") + " "
                + request.getHeader(HttpHeaders.ACCEPT) + " " + request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        Kept known = answers.getIfPresent(address);
        boolean good = known != null
                && (System.nanoTime() - known.madeAt() < freshNanos
                        || !known.beingRenewed().compareAndSet(false, true));
        Kept kept = good ? known : make(address, request, response, chain);
        if (kept == null) {
            return;
        }
        kept.headers().forEach(response::setHeader);
        if (!new ServletWebRequest(request, response).checkNotModified(kept.etag())) {
            response.setContentLength(kept.body().length);
            response.getOutputStream().write(kept.body());
        }
    }

    /** Makes and caches a response; null when it is not public, and was sent already. */
    private @Nullable Kept make(
            String address, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // headers that are set already belong to this request, such as its id
        Set<String> earlierHeaders = Set.copyOf(response.getHeaderNames());
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(new Unconditional(request), answer);
        String policy = answer.getHeader(HttpHeaders.CACHE_CONTROL);
        if (answer.getStatus() != HttpServletResponse.SC_OK || policy == null || !policy.contains("public")) {
            answer.copyBodyToResponse();
            return null;
        }
        byte[] body = answer.getContentAsByteArray();
        Map<String, String> headers = new LinkedHashMap<>();
        answer.getHeaderNames().forEach(name -> headers.put(name, answer.getHeader(name)));
        headers.keySet()
                .removeIf(name -> earlierHeaders.contains(name) || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
        headers.put(HttpHeaders.CONTENT_TYPE, answer.getContentType());
        String etag = headers.computeIfAbsent(
                HttpHeaders.ETAG, name -> "\"" + HexFormat.of().formatHex(Sha256.of(body), 0, 16) + "\"");
        Kept kept = new Kept(headers, etag, body, System.nanoTime(), new AtomicBoolean());
        if (freshNanos > 0) {
            answers.put(address, kept);
        }
        return kept;
    }

    /** Removes the conditions, so that the whole response is made. */
    private static final class Unconditional extends HttpServletRequestWrapper {

        Unconditional(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return CONDITIONS.contains(name.toLowerCase(Locale.ROOT)) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return CONDITIONS.contains(name.toLowerCase(Locale.ROOT))
                    ? Collections.emptyEnumeration()
                    : super.getHeaders(name);
        }

        @Override
        public long getDateHeader(String name) {
            return CONDITIONS.contains(name.toLowerCase(Locale.ROOT)) ? -1 : super.getDateHeader(name);
        }
    }
}
