package nl.tec.hub;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import nl.tec.hub.internal.PublicAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Sends requests to user-supplied addresses, on the public internet only (to prevent server-side request forgery), with limits on
 * time and size, and without following redirects.
 */
@Component
public class PublicInternet {

    public static final int MAX_ADDRESS = 1000;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** The reason that there is no response. */
    public enum Failure {
        /** The address belongs to this machine or a private network, or is unassigned. */
        NOT_PUBLIC,
        NO_ANSWER,
        /** The certificate is for another address, expired or untrusted. */
        CERTIFICATE,
        SLOW,
        LARGE
    }

    public static final class Failed extends Exception {

        private static final long serialVersionUID = 1;

        private final Failure why;

        Failed(Failure why) {
            super(why.name());
            this.why = why;
        }

        public Failure why() {
            return why;
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final Tracing tracing;
    private volatile boolean loopback;

    public PublicInternet(ObjectProvider<Tracing> tracing) {
        this.tracing = tracing.getIfAvailable(() -> Tracing.OFF);
    }

    /** Allows plain HTTP to this machine, for test servers. */
    void allowLoopback(boolean allowed) {
        loopback = allowed;
    }

    /** Returns scheme, host and port of an address in lower case, as a browser writes them: without the port of https. */
    public static String origin(URI address) {
        String name = (address.getScheme() + "://" + address.getHost()).toLowerCase(Locale.ROOT);
        return address.getPort() < 0 || address.getPort() == 443 ? name : name + ":" + address.getPort();
    }

    /** Parses an address without resolving it; empty if it is unusable. @param schemes the allowed schemes, such as {@code https} */
    public Optional<URI> parse(String address, Set<String> schemes) {
        if (address.length() > MAX_ADDRESS) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(address.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean right = (schemes.contains(scheme) || loopback && scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
            return right ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Sends a request after checking what its address currently resolves to.
     *
     * @param patience the timeout for the complete response
     * @param most the maximum number of bytes in the response
     */
    public HttpResponse<byte[]> send(HttpRequest request, Duration patience, int most) throws Failed {
        try (Tracing.Span span = tracing.begin(Tracing.Kind.CALL, request.method())) {
            span.put("http.request.method", request.method());
            span.put("server.address", request.uri().getHost());
            try {
                HttpResponse<byte[]> answer = answer(request, patience, most);
                span.put("http.response.status_code", answer.statusCode());
                return answer;
            } catch (Failed e) {
                span.failed(e.why().name());
                throw e;
            }
        }
    }

    private HttpResponse<byte[]> answer(HttpRequest request, Duration patience, int most) throws Failed {
        requirePublic(request.uri());
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new Limited(most));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new Failed(Failure.SLOW);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new Failed(Failure.NO_ANSWER);
        } catch (ExecutionException e) {
            throw new Failed(why(e));
        }
    }

    private static Failure why(Throwable thrown) {
        if (because(thrown, TooLarge.class)) {
            return Failure.LARGE;
        }
        if (because(thrown, SSLHandshakeException.class)) {
            return Failure.CERTIFICATE;
        }
        // a timeout of the client itself, for the response or the connection, may expire before ours
        return because(thrown, HttpTimeoutException.class) ? Failure.SLOW : Failure.NO_ANSWER;
    }

    private static boolean because(Throwable thrown, Class<? extends Throwable> type) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).anyMatch(type::isInstance);
    }

    /** Rejects hosts with any non-public address. The client resolves the name again, from the JVM's DNS cache (30 seconds). */
    private void requirePublic(URI uri) throws Failed {
        try {
            InetAddress[] all = InetAddress.getAllByName(uri.getHost());
            boolean allowed =
                    Arrays.stream(all).allMatch(one -> PublicAddress.is(one) || loopback && one.isLoopbackAddress());
            if (!allowed) {
                throw new Failed(Failure.NOT_PUBLIC);
            }
        } catch (UnknownHostException e) {
            throw new Failed(Failure.NO_ANSWER);
        }
    }

    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A response body of limited size. */
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
