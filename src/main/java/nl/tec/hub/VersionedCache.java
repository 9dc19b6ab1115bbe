package nl.tec.hub;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A cache of values from rows that seldom change and carry a version, so that a query only needs to read the version. Every change
 * of a row must increment its version. One value per row is kept forever, so use it for tables of a few thousand rows at most.
 */
public final class VersionedCache<T> {

    private record Versioned<T>(int version, T value) {}

    private final Map<Long, Versioned<T>> rows = new ConcurrentHashMap<>();

    /** Returns the cached value of this version of the row, or null. */
    public @Nullable T find(long id, int version) {
        Versioned<T> known = rows.get(id);
        return known != null && known.version() == version ? known.value() : null;
    }

    /** Caches a value, unless inside a transaction: that may be rolled back and its version reused. */
    public void keep(long id, int version, T value) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            rows.put(id, new Versioned<>(version, value));
        }
    }
}
