package nl.tec.exchange;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import nl.tec.accounts.Audit;
import nl.tec.exchange.internal.ApiAnswerStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Runs the changes that programs make with a key: each in one transaction with its entry in the audit log and, where the request has an
 * {@code Idempotency-Key}, with the answer that is replayed when the same request is sent again. A refused request changed nothing, so
 * its answer is not stored.
 */
@Service
public class ApiWrites {

    public static final int MAX_IDEMPOTENCY_KEY = 100;

    /** The time during which the same request gets the same answer. */
    public static final Duration KEPT = Duration.ofHours(24);

    private final ApiAnswerStore store;
    private final Audit audit;
    private final Clock clock;

    ApiWrites(ApiAnswerStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param status of success. @param location path of the created resource; null: nothing was created. @param body JSON */
    public record Answer(int status, @Nullable String location, String body) {}

    /**
     * Runs the write, or replays the stored answer of its first run. Of two concurrent requests the second waits for the first.
     *
     * @param idempotencyKey null: not idempotent, it runs each time
     * @param requestHash of method, address and body, 32 bytes
     * @param write throws if it is refused: then nothing has changed
     * @return empty: this key was used for another request
     */
    @Transactional
    public Optional<Answer> once(
            ApiCaller caller, @Nullable String idempotencyKey, byte[] requestHash, Supplier<Answer> write) {
        if (idempotencyKey == null) {
            return Optional.of(run(caller, write));
        }
        boolean first = store.claim(caller.keyId(), idempotencyKey, requestHash, clock.instant(), KEPT);
        if (!first) {
            ApiAnswerStore.StoredAnswer kept = store.get(caller.keyId(), idempotencyKey);
            return Arrays.equals(kept.requestHash(), requestHash)
                    ? Optional.of(new Answer(kept.status(), kept.location(), kept.body()))
                    : Optional.empty();
        }
        Answer answer = run(caller, write);
        store.keep(caller.keyId(), idempotencyKey, answer);
        return Optional.of(answer);
    }

    private Answer run(ApiCaller caller, Supplier<Answer> write) {
        Answer answer = write.get();
        audit.add(caller.actor(), "API_KEY_USED", "api_key", caller.keyId());
        return answer;
    }
}
