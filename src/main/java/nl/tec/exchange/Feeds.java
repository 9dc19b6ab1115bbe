package nl.tec.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.exchange.internal.FeedQueries;
import nl.tec.exchange.internal.FeedStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The programme as feeds for other programs. The OpenActive feed is stored as it was last published, each session numbered by its
 * last change, so that reading costs one index scan, however many read.
 */
@Service
public class Feeds {

    /** Address of the OpenActive feed of sessions. */
    public static final String EVENTS = "/open-data/openactive/events";

    /** A change in the feed. @param change its number. @param json the item, which includes the number */
    public record Item(long change, String json) {}

    /** An activity in the Atom feed. @param changedAt when it was published, or changed since */
    public record Novelty(String slug, String title, String promise, Instant changedAt) {}

    private final FeedStore store;
    private final FeedQueries queries;

    Feeds(FeedStore store, FeedQueries queries) {
        this.store = store;
        this.queries = queries;
    }

    /** Numbers the changes of the programme since the last refresh; only one node refreshes at a time. */
    @Transactional
    public void refresh() {
        store.refresh();
    }

    /** Returns the changes after the given one, in their order, at most {@code limit}. */
    public List<Item> after(long change, int limit) {
        return queries.after(change, limit);
    }

    /** Returns a session as JSON, as it is in the feed. */
    public Optional<String> event(long session) {
        return queries.event(session);
    }

    /** Returns the published activities that were changed last, the latest first. */
    public List<Novelty> latest(int limit) {
        return queries.latest(limit);
    }
}
