package nl.tec.submissions.internal.calendar;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import nl.tec.hub.PublicInternet;
import nl.tec.submissions.internal.calendar.CalendarReader.Unreadable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Fetches the calendar of a partner over http or https ({@link PublicInternet}). Every redirect is checked like the first
 * address.
 */
@Component
public class CalendarFetcher {

    /** The timeout for the whole response. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MAX_REDIRECTS = 4;

    private final PublicInternet internet;

    CalendarFetcher(PublicInternet internet) {
        this.internet = internet;
    }

    /**
     * @param content null: not modified
     * @param etag from the server, as {@code lastModified}, for the next request
     */
    public record Fetched(
            byte @Nullable [] content,
            @Nullable String etag,
            @Nullable String lastModified) {}

    /** Returns the problem of an address, as the key of a text; empty: valid. No network access. */
    public Optional<String> check(String address) {
        return parse(address).isEmpty() ? Optional.of("submissions.unreadable.address") : Optional.empty();
    }

    private Optional<URI> parse(String address) {
        // webcal means https
        return internet.parse(address.strip().replaceFirst("(?i)^webcals?://", "https://"), Set.of("http", "https"));
    }

    /** @param etag of the previous response, as {@code lastModified}; null: unconditional */
    public Fetched fetch(String address, @Nullable String etag, @Nullable String lastModified) throws Unreadable {
        URI uri = parse(address).orElseThrow(() -> new Unreadable("submissions.unreadable.address"));
        for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
            HttpResponse<byte[]> answer = ask(uri, etag, lastModified);
            int status = answer.statusCode();
            if (status == 304) {
                return new Fetched(null, etag, lastModified);
            }
            if (status == 200) {
                return read(answer);
            }
            Optional<String> on = status >= 301 && status <= 308 && status != 304
                    ? answer.headers().firstValue("Location")
                    : Optional.empty();
            if (on.isEmpty()) {
                throw new Unreadable(
                        status == 404 || status == 410
                                ? "submissions.unreadable.notFound"
                                : status == 401 || status == 403
                                        ? "submissions.unreadable.closed"
                                        : "submissions.unreadable.noAnswer");
            }
            uri = next(uri, on.get());
        }
        throw new Unreadable("submissions.unreadable.noAnswer");
    }

    private URI next(URI from, String location) throws Unreadable {
        try {
            return parse(from.resolve(location).toString())
                    .orElseThrow(() -> new Unreadable("submissions.unreadable.notPublic"));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("submissions.unreadable.noAnswer");
        }
    }

    private HttpResponse<byte[]> ask(URI uri, @Nullable String etag, @Nullable String lastModified) throws Unreadable {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Accept", "text/calendar, text/plain;q=0.5, */*;q=0.1")
                .header("User-Agent", "tec-calendar");
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        if (lastModified != null) {
            request.header("If-Modified-Since", lastModified);
        }
        try {
            return internet.send(request.build(), PATIENCE, CalendarReader.MAX_BYTES);
        } catch (PublicInternet.Failed e) {
            throw new Unreadable(
                    switch (e.why()) {
                        case NOT_PUBLIC -> "submissions.unreadable.notPublic";
                        case NO_ANSWER, CERTIFICATE -> "submissions.unreadable.noAnswer";
                        case SLOW -> "submissions.unreadable.slow";
                        case LARGE -> "submissions.unreadable.large";
                    });
        }
    }

    private static Fetched read(HttpResponse<byte[]> answer) throws Unreadable {
        String encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new Unreadable("submissions.unreadable.noAnswer"); // no encoding was requested
        }
        return new Fetched(answer.body(), header(answer, "ETag"), header(answer, "Last-Modified"));
    }

    private static @Nullable String header(HttpResponse<?> answer, String name) {
        return answer.headers()
                .firstValue(name)
                .filter(value -> value.length() <= 200)
                .orElse(null);
    }
}
