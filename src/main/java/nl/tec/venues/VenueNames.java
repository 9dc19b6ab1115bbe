package nl.tec.venues;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import nl.tec.shared.Bilingual;
import nl.tec.shared.NotFound;
import nl.tec.venues.internal.VenueQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A cache of the names of venues and rooms, former ones included, for lists that name one on every line. A change by this program is
 * visible immediately, one by another program on the same database within half a minute.
 */
@Component
public class VenueNames {

    /** @param key in addresses */
    public record Named(String key, Bilingual name) {}

    /** All names by id. */
    public record All(Map<Long, Named> venues, Map<Long, Named> rooms) {}

    private final VenueQueries queries;
    private final LoadingCache<Boolean, All> cache;

    VenueNames(VenueQueries queries) {
        this.queries = queries;
        this.cache =
                Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(30)).build(all -> queries.names());
    }

    /**
     * @throws NotFound when there is no such place
     */
    public Named venue(long id) {
        return named(all -> all.venues().get(id), "place " + id);
    }

    /**
     * @throws NotFound when there is no such room
     */
    public Named room(long id) {
        return named(all -> all.rooms().get(id), "room " + id);
    }

    /** Invalidates the cache when the current transaction has ended. */
    public void changed() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            cache.invalidateAll();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                cache.invalidateAll();
            }
        });
    }

    private Named named(Function<All, @Nullable Named> which, String what) {
        Named known = which.apply(cache.get(true));
        if (known != null) {
            return known;
        }
        changed(); // it may be newer than the cache
        Named made = which.apply(queries.names());
        if (made == null) {
            throw new NotFound(what);
        }
        return made;
    }
}
