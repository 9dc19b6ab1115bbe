package nl.tec.venues.internal;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import nl.tec.shared.NotFound;
import nl.tec.venues.VenueNames;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Component
class CachedVenueNames implements VenueNames {

    private static final String ALL = """
            select true as place, id, key, name_nl, name_en from venue
            union all
            select false, id, key, name, name_en from resource where kind = 'ROOM'
            """;

    private record All(Map<Long, Named> venues, Map<Long, Named> rooms) {}

    private final JdbcClient jdbc;
    private final LoadingCache<Boolean, All> remembered;

    CachedVenueNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.remembered =
                Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(30)).build(all -> read());
    }

    @Override
    public Named venue(long id) {
        return named(all -> all.venues().get(id), "place " + id);
    }

    @Override
    public Named room(long id) {
        return named(all -> all.rooms().get(id), "room " + id);
    }

    /** A name was made or changed: once that is certain, all are read again. */
    void changed() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            remembered.invalidateAll();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                remembered.invalidateAll();
            }
        });
    }

    private Named named(Function<All, @Nullable Named> which, String what) {
        Named known = which.apply(remembered.get(true));
        if (known != null) {
            return known;
        }
        changed(); // it may have been made since
        Named made = which.apply(read());
        if (made == null) {
            throw new NotFound(what);
        }
        return made;
    }

    private All read() {
        All all = new All(new HashMap<>(), new HashMap<>());
        jdbc.sql(ALL).query(row -> {
            Named named = new Named(row.getString("key"), JdbcVenues.both(row, "name_nl", "name_en"));
            (row.getBoolean("place") ? all.venues() : all.rooms()).put(row.getLong("id"), named);
        });
        return all;
    }
}
