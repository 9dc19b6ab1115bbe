package nl.tec.operations;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was erased on request: enough to find them in a backup, and no more.
 *
 * @param accountId null: without an account
 * @param emailHash keyed with a secret of the hub; null: without an address, or one record only
 * @param holding the register entry of that record; null, and so is its id: everything of the person was erased
 */
public record ErasedPerson(
        UUID id,
        Instant erasedAt,
        @Nullable Long accountId,
        byte @Nullable [] emailHash,
        @Nullable String holding,
        @Nullable Long recordId) {

    public ErasedPerson {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(erasedAt, "erasedAt");
    }
}
