package nl.tec.hub;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A cache of what was read of rows that change seldom and carry a version: a query then asks for the version only. Every change of such a
 * row must raise its version. One value per row is kept, for ever, so this is for tables of some thousands of rows at most.
 */
public final class VersionedCache<T> {

    private record Versioned<T>(int version, T value) {}

    private final Map<Long, Versioned<T>> rows = new ConcurrentHashMap<>();

    /** Returns the value that was kept of this version of the row, or null. */
    public @Nullable T find(long id, int version) {
        Versioned<T> known = rows.get(id);
        return known != null && known.version() == version ? known.value() : null;
    }

    /** Keeps it; not what was read within a transaction, which may be rolled back and its version used again. */
    public void keep(long id, int version, T value) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            rows.put(id, new Versioned<>(version, value));
        }
    }
}
