package nl.tec.neighbours.internal;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import nl.tec.hub.PublicInternet;
import nl.tec.neighbours.NeighbourFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP client for neighbours ({@link PublicInternet}): restricted to their own origin, without redirects, without decompression,
 * and with limits on size.
 */
@Component
class NeighbourClient {

    /** The limit for a response; a page of the feed has at most 500 items of some 2,000 bytes. */
    private static final int MAX_BYTES = 2_000_000;

    private static final int MAX_TOKENS = 200_000;
    private static final int MAX_DEPTH = 30;
    private static final int MAX_TEXT = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BYTES)
                            .maxTokenCount(MAX_TOKENS)
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .build())
                    .build())
            .build();

    private final PublicInternet internet;
    private final NeighbourPatience patience;

    NeighbourClient(PublicInternet internet, NeighbourPatience patience) {
        this.internet = internet;
        this.patience = patience;
    }

    /** Parses an address of a neighbour, which must have its origin. */
    URI at(String origin, String address) throws Unreadable {
        URI uri = internet.parse(address, Set.of("https"))
                .orElseThrow(() -> new Unreadable(NeighbourFailure.OTHER_ADDRESS));
        if (!isAt(origin, uri)) {
            throw new Unreadable(NeighbourFailure.OTHER_ADDRESS);
        }
        return uri;
    }

    /** Whether an address has this origin: the same scheme, host and port. */
    static boolean isAt(String origin, URI uri) {
        URI own = URI.create(origin);
        return own.getScheme().equalsIgnoreCase(uri.getScheme())
                && own.getHost().equalsIgnoreCase(uri.getHost())
                && port(own) == port(uri);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /** @throws Unreadable when the answer is anything but a JSON object */
    JsonNode get(URI uri, Duration patience) throws Unreadable {
        HttpResponse<byte[]> answer = send(
                HttpRequest.newBuilder(uri)
                        .header("Accept", "application/vnd.openactive.rpde+json, application/json")
                        .header("User-Agent", "tec-neighbour")
                        .build(),
                patience);
        // compression was not requested: unpacked it may have any size
        if (answer.statusCode() != 200
                || !answer.headers()
                        .firstValue("Content-Encoding")
                        .orElse("identity")
                        .equals("identity")) {
            throw new Unreadable(NeighbourFailure.STATUS);
        }
        return read(answer.body());
    }

    /** @param body may be empty for an error */
    record Answer(int status, JsonNode body) {}

    /**
     * Sends a request with a key.
     *
     * @throws Unreadable when the response is not a valid answer to the request, which can then be retried
     */
    Answer ask(URI uri, String method, String key, @Nullable String idempotencyKey, @Nullable JsonNode body)
            throws Unreadable {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json, application/problem+json")
                .header("Accept-Language", "nl")
                .header("Authorization", "Bearer " + key)
                .header("User-Agent", "tec-neighbour")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        HttpResponse<byte[]> answer = send(request.build(), patience.answer());
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            throw new Unreadable(NeighbourFailure.KEY);
        }
        boolean about = status == 200 || status == 201 || status == 400 || status == 404 || status == 422;
        if (!about) {
            throw new Unreadable(NeighbourFailure.STATUS);
        }
        return new Answer(status, read(answer.body()));
    }

    private HttpResponse<byte[]> send(HttpRequest request, Duration patience) throws Unreadable {
        try {
            return internet.send(request, patience, MAX_BYTES);
        } catch (PublicInternet.Failed e) {
            throw new Unreadable(
                    switch (e.why()) {
                        case NOT_PUBLIC -> NeighbourFailure.NOT_PUBLIC;
                        case NO_ANSWER -> NeighbourFailure.NO_ANSWER;
                        case CERTIFICATE -> NeighbourFailure.CERTIFICATE;
                        case SLOW -> NeighbourFailure.SLOW;
                        case LARGE -> NeighbourFailure.LARGE;
                    });
        }
    }

    static JsonNode read(byte[] body) throws Unreadable {
        try {
            JsonNode read = JSON.readTree(body);
            if (read != null && read.isObject()) {
                return read;
            }
        } catch (JacksonException e) {
            // reported like JSON that is not an object
        }
        throw new Unreadable(NeighbourFailure.NOT_UNDERSTOOD);
    }
}
