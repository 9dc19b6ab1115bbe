package nl.tec.submissions.internal.calendar;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nl.tec.submissions.internal.calendar.CalendarReader.Unreadable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Fetches the calendar of a partner from the address that it gave: over http or https, from the public internet only, with limits on
 * time and size. Each address that it is sent on to is looked at as the first was, so that nobody makes us read our own network.
 */
@Component
public class CalendarFetcher {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** For the answer as a whole. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MAX_REDIRECTS = 4;
    private static final int MAX_ADDRESS = 1000;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private volatile boolean loopback;

    /** For tests, which have their server on this machine. */
    void allowLoopback() {
        loopback = true;
    }

    /**
     * @param content null: not changed since
     * @param etag as the server gave them, for the next time
     */
    public record Fetched(
            byte @Nullable [] content,
            @Nullable String etag,
            @Nullable String lastModified) {}

    /** What is wrong with an address, as the key of a text; empty: it can be tried. Nothing is looked up. */
    public Optional<String> check(String address) {
        return parse(address).isEmpty() ? Optional.of("submissions.unreadable.address") : Optional.empty();
    }

    private static Optional<URI> parse(String address) {
        if (address.length() > MAX_ADDRESS) {
            return Optional.empty();
        }
        try {
            // what calendars call webcal is https
            URI uri = URI.create(address.strip().replaceFirst("(?i)^webcals?://", "https://"));
            boolean right = ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
            return right ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param etag of the last time, with {@code lastModified}; null: as if for the first time */
    public Fetched fetch(String address, @Nullable String etag, @Nullable String lastModified) throws Unreadable {
        URI uri = parse(address).orElseThrow(() -> new Unreadable("submissions.unreadable.address"));
        for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
            mustBePublic(uri);
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

    private static URI next(URI from, String location) throws Unreadable {
        try {
            return parse(from.resolve(location).toString())
                    .orElseThrow(() -> new Unreadable("submissions.unreadable.notPublic"));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("submissions.unreadable.noAnswer");
        }
    }

    /** All that its name leads to; the client asks again, and gets the same from the memory of the JVM (30 seconds). */
    private void mustBePublic(URI uri) throws Unreadable {
        try {
            InetAddress[] all = InetAddress.getAllByName(uri.getHost());
            boolean allowed =
                    Arrays.stream(all).allMatch(one -> PublicAddress.is(one) || loopback && one.isLoopbackAddress());
            if (!allowed) {
                throw new Unreadable("submissions.unreadable.notPublic");
            }
        } catch (UnknownHostException e) {
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
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), head -> new Limited(CalendarReader.MAX_BYTES));
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new Unreadable("submissions.unreadable.slow");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new Unreadable("submissions.unreadable.noAnswer");
        } catch (ExecutionException e) {
            Throwable why = e.getCause();
            while (why != null && !(why instanceof TooLarge)) {
                why = why.getCause();
            }
            throw new Unreadable(why == null ? "submissions.unreadable.noAnswer" : "submissions.unreadable.large");
        }
    }

    private static Fetched read(HttpResponse<byte[]> answer) throws Unreadable {
        String encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new Unreadable("submissions.unreadable.noAnswer"); // we did not ask for it
        }
        return new Fetched(answer.body(), header(answer, "ETag"), header(answer, "Last-Modified"));
    }

    private static @Nullable String header(HttpResponse<?> answer, String name) {
        return answer.headers()
                .firstValue(name)
                .filter(value -> value.length() <= 200)
                .orElse(null);
    }

    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** So many bytes of an answer at most. */
    private static final class Limited implements BodySubscriber<byte[]> {

        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final List<byte[]> parts = new ArrayList<>();
        private final int most;
        private int size;
        private Flow.@Nullable Subscription subscription;

        Limited(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription to) {
            subscription = to;
            to.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                size += buffer.remaining();
                if (size > most) {
                    body.completeExceptionally(new TooLarge());
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    return;
                }
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                parts.add(part);
            }
        }

        @Override
        public void onError(Throwable why) {
            body.completeExceptionally(why);
        }

        @Override
        public void onComplete() {
            byte[] all = new byte[size];
            int at = 0;
            for (byte[] part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            body.complete(all);
        }
    }
}
