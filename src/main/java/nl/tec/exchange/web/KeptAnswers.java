package nl.tec.exchange.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
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
 * 0079). Each is made once in that time, however many clients request it at once: while it is made for the first time the others wait
 * for it, during a renewal they get the stale one. The compressed form is cached beside it, because Tomcat compresses nothing that has an
 * entity tag, and would do it for every client anew. Conditional requests are answered with 304.
 */
final class KeptAnswers extends OncePerRequestFilter {

    private static final List<String> CONDITIONS = List.of(
            HttpHeaders.IF_NONE_MATCH.toLowerCase(Locale.ROOT), HttpHeaders.IF_MODIFIED_SINCE.toLowerCase(Locale.ROOT));

    private static final Set<String> OWN_HEADERS = Set.of(
            HttpHeaders.CONTENT_LENGTH.toLowerCase(Locale.ROOT), HttpHeaders.SET_COOKIE.toLowerCase(Locale.ROOT));

    private static final long MAX_CACHE_BYTES = 16_000_000;
    /** Below this length compression gains nothing. */
    private static final int MIN_TO_COMPRESS = 1_000;

    private static final String GZIP = "gzip";

    /** The maximum age of a stale response, served while a slow one is being made, as a multiple of the cache time. */
    private static final int OLDEST = 5;

    private final Cache<String, CachedAnswer> answers;
    /** Responses that are being made for the first time, by address; empty when it turns out not to be for everybody. */
    private final ConcurrentMap<String, CompletableFuture<Optional<CachedAnswer>>> beingMade =
            new ConcurrentHashMap<>();

    private final long freshNanos;

    KeptAnswers(Duration fresh) {
        this.freshNanos = fresh.toNanos();
        this.answers = Caffeine.newBuilder()
                .expireAfterWrite(fresh.multipliedBy(OLDEST))
                .maximumWeight(MAX_CACHE_BYTES)
                .weigher((String address, CachedAnswer answer) ->
                        address.length() + answer.body().length + answer.zipped().length)
                .build();
    }

    /** @param zipped the body compressed; empty: not worth it */
    private record CachedAnswer(
            Map<String, String> headers,
            String etag,
            byte[] body,
            byte[] zipped,
            long madeAt,
            AtomicBoolean beingRenewed) {}

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
        CachedAnswer known = answers.getIfPresent(address);
        if (known != null
                && (System.nanoTime() - known.madeAt() < freshNanos
                        || !known.beingRenewed().compareAndSet(false, true))) {
            send(known, request, response);
            return;
        }
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        CachedAnswer kept = known == null && freshNanos > 0
                ? makeFirst(address, request, answer, chain)
                : make(address, request, answer, chain);
        if (kept == null) {
            answer.copyBodyToResponse();
        } else {
            send(kept, request, response);
        }
    }

    /** Lets one request make the response, and the others at that moment wait for it: two hundred readers are one query, not two hundred. */
    private @Nullable CachedAnswer makeFirst(
            String address, HttpServletRequest request, ContentCachingResponseWrapper answer, FilterChain chain)
            throws ServletException, IOException {
        CompletableFuture<Optional<CachedAnswer>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<CachedAnswer>> earlier = beingMade.putIfAbsent(address, mine);
        if (earlier != null) {
            Optional<CachedAnswer> kept = earlier.join();
            return kept.isPresent() ? kept.get() : make(address, request, answer, chain);
        }
        CachedAnswer kept = null;
        try {
            kept = make(address, request, answer, chain);
            return kept;
        } finally {
            beingMade.remove(address);
            mine.complete(Optional.ofNullable(kept));
        }
    }

    private static void send(CachedAnswer kept, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        kept.headers().forEach(response::setHeader);
        boolean zip = false;
        if (kept.zipped().length > 0) {
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            zip = acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        }
        // other bytes, so another strong tag
        String etag = zip ? kept.etag().replaceFirst("\"$", "-" + GZIP + "\"") : kept.etag();
        response.setHeader(HttpHeaders.ETAG, etag);
        if (new ServletWebRequest(request, response).checkNotModified(etag)) {
            return;
        }
        if (zip) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
        }
        byte[] body = zip ? kept.zipped() : kept.body();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static boolean acceptsGzip(@Nullable String accepted) {
        return accepted != null
                && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(","))
                        .map(coding -> coding.replace(" ", ""))
                        .anyMatch(coding -> coding.equals(GZIP)
                                || coding.startsWith(GZIP + ";q=") && !coding.matches(".*=0(?:\\.0*)?"));
    }

    private static byte[] zipped(byte[] body) throws IOException {
        if (body.length < MIN_TO_COMPRESS) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.size() < body.length ? bytes.toByteArray() : new byte[0];
    }

    /** Makes and caches a response; null when it is not public, and is in the answer of this request only. */
    private @Nullable CachedAnswer make(
            String address, HttpServletRequest request, ContentCachingResponseWrapper answer, FilterChain chain)
            throws ServletException, IOException {
        // headers that are set already belong to this request, such as its id
        Set<String> earlierHeaders = Set.copyOf(answer.getHeaderNames());
        chain.doFilter(new Unconditional(request), answer);
        String policy = answer.getHeader(HttpHeaders.CACHE_CONTROL);
        if (answer.getStatus() != HttpServletResponse.SC_OK || policy == null || !policy.contains("public")) {
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
        CachedAnswer kept = new CachedAnswer(headers, etag, body, zipped(body), System.nanoTime(), new AtomicBoolean());
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
