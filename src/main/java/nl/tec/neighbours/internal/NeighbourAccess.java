package nl.tec.neighbours.internal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import nl.tec.hub.HubCipher;
import nl.tec.neighbours.NeighbourFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Requests to a neighbour with the key that it gave us, which is stored encrypted. */
@Component
public class NeighbourAccess {

    private static final String PURPOSE = "key of a neighbouring hub";

    private final NeighbourStore store;
    private final NeighbourClient client;
    private final HubCipher cipher;
    private final Clock clock;

    NeighbourAccess(NeighbourStore store, NeighbourClient client, HubCipher cipher, Clock clock) {
        this.store = store;
        this.client = client;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** @param key empty: removes the key */
    public void keep(long id, String key) {
        store.setTheirKey(id, cipher.seal(PURPOSE, key.getBytes(StandardCharsets.US_ASCII)), clock.instant());
    }

    public void forget(long id) {
        store.setTheirKey(id, null, clock.instant());
    }

    /** Returns why the key does not work; empty: it does. */
    public Optional<NeighbourFailure> failure(long id) {
        try {
            NeighbourClient.Answer answer = ask(id, "GET", "/api/v1/eigen-organisatie", null, null);
            return answer.status() == 200 ? Optional.empty() : Optional.of(NeighbourFailure.NOT_UNDERSTOOD);
        } catch (Unreadable e) {
            return Optional.of(e.why());
        }
    }

    /**
     * @param path relative to its origin
     * @param body null: none
     * @throws Unreadable also when we have no key, when the key is refused, and when the neighbour is overloaded or broken: the request can
     *     be retried
     */
    NeighbourClient.Answer ask(
            long id, String method, String path, @Nullable String idempotencyKey, @Nullable JsonNode body)
            throws Unreadable {
        NeighbourStore.Access access = store.access(id).orElseThrow(() -> new Unreadable(NeighbourFailure.KEY));
        String key = cipher.open(PURPOSE, access.theirKey())
                .map(plain -> new String(plain, StandardCharsets.US_ASCII))
                .orElseThrow(() -> new Unreadable(NeighbourFailure.KEY));
        return client.ask(client.at(access.address(), access.address() + path), method, key, idempotencyKey, body);
    }
}
