package nl.tec.neighbours.internal;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.tec.exchange.Feeds;
import nl.tec.neighbours.NeighbourFailure;
import nl.tec.neighbours.internal.NeighbourStore.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the programme of neighbours incrementally, page by page. Each page is one transaction, so that earlier pages are kept when a
 * later one fails. No connection or lock is held while waiting for an answer.
 */
@Component
public class NeighbourReader {

    /** The interval between successful readings. */
    static final Duration EVERY = Duration.ofMinutes(5);

    /** The maximum pause after failures, so that withdrawn sessions disappear within an hour after the neighbour is back. */
    private static final Duration MAX_PAUSE = Duration.ofMinutes(30);

    /**
     * The interval at which a feed is read from its beginning: a hub keeps deletions in its feed for eight days, and after a restore from
     * a backup it reuses numbers that we have read already.
     */
    private static final Duration RESTART_INTERVAL = Duration.ofDays(1);

    private static final Duration RESULTS_EVERY = Duration.ofHours(1);
    private static final int MAX_PAGES = 20;
    /** The limit: the newest thousand items. */
    private static final int MAX_LIBRARY_PAGES = 10;

    private static final Logger LOG = LoggerFactory.getLogger(NeighbourReader.class);

    private final NeighbourStore store;
    private final NeighbourClient client;
    private final NeighbourPatience patience;
    private final NeighbourProgramme programme;
    private final Clock clock;
    private final TransactionTemplate transaction;

    NeighbourReader(
            NeighbourStore store,
            NeighbourClient client,
            NeighbourPatience patience,
            NeighbourProgramme programme,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.client = client;
        this.patience = patience;
        this.programme = programme;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Reads all neighbours that are due, one after the other. A failure does not affect the others. */
    public void readAll() {
        store.removeExpired(clock.instant());
        for (long id : store.due(clock.instant())) {
            try {
                read(id);
            } catch (RuntimeException e) {
                LOG.warn("neighbour {} could not be taken in", id, e);
            }
        }
    }

    /** @return the failure; empty: succeeded, or there is no such neighbour */
    public Optional<NeighbourFailure> read(long id) {
        Optional<Reading> reading = store.reading(id, clock.instant().minus(RESTART_INTERVAL));
        if (reading.isEmpty()) {
            return Optional.empty();
        }
        Optional<NeighbourFailure> failure = Optional.empty();
        try {
            readFeed(reading.get());
            readResults(reading.get());
        } catch (Unreadable e) {
            failure = Optional.of(e.why());
        } catch (RuntimeException e) {
            LOG.warn("neighbour {} could not be taken in", id, e);
            failure = Optional.of(NeighbourFailure.NOT_UNDERSTOOD);
        }
        Instant now = clock.instant();
        if (failure.isEmpty()) {
            store.succeeded(id, now, now.plus(EVERY));
        } else {
            int failures = reading.get().failures();
            Duration pause = EVERY.multipliedBy(1L << Math.min(failures, 3));
            store.failed(id, failure.get(), now, now.plus(pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause));
        }
        programme.refresh();
        return failure;
    }

    private void readFeed(Reading reading) throws Unreadable {
        long until = System.nanoTime() + patience.reading().toNanos();
        boolean anew = reading.nextPage() == null;
        String address = Objects.requireNonNullElse(reading.nextPage(), reading.address() + Feeds.EVENTS);
        int skipped = 0;
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (left.isNegative()) {
                throw new Unreadable(NeighbourFailure.SLOW);
            }
            URI uri = client.at(reading.address(), address);
            Duration most = left.compareTo(patience.answer()) > 0 ? patience.answer() : left;
            FeedPage page = FeedPage.read(client.get(uri, most), reading.address(), address, clock.instant());
            String next = client.at(reading.address(), page.next()).toString();
            skipped += page.skipped();
            boolean first = anew && pages == 0;
            int total = skipped;
            Instant now = clock.instant();
            boolean room = Boolean.TRUE.equals(
                    transaction.execute(status -> store.keep(reading, page, next, first, total, now)));
            if (!room) {
                throw new Unreadable(NeighbourFailure.LARGE);
            }
            if (page.last()) {
                return;
            }
            address = next;
        }
        throw new Unreadable(NeighbourFailure.ENDLESS);
    }

    /** Reads its figures and its library, after the programme: a failure here leaves the programme as it was read. */
    private void readResults(Reading reading) throws Unreadable {
        Instant now = clock.instant();
        Instant before = reading.figuresAt();
        if (before != null && before.plus(RESULTS_EVERY).isAfter(now)) {
            return;
        }
        URI uri = client.at(reading.address(), reading.address() + "/api/v1/kpis");
        FigureList figures = FigureList.read(client.get(uri, patience.answer()));
        List<ItemList.Item> items = readLibrary(reading);
        transaction.executeWithoutResult(status -> {
            store.keep(reading.id(), figures, now);
            store.keepItems(reading.id(), items);
        });
    }

    private List<ItemList.Item> readLibrary(Reading reading) throws Unreadable {
        Map<String, ItemList.Item> items = new LinkedHashMap<>();
        String address = reading.address() + "/api/v1/bibliotheek?aantalPerPagina=" + ItemList.PAGE;
        for (int pages = 0; pages < MAX_LIBRARY_PAGES && address != null; pages++) {
            ItemList page = ItemList.read(
                    client.get(client.at(reading.address(), address), patience.answer()), reading.address());
            page.items().forEach(item -> items.putIfAbsent(item.slug(), item));
            address = page.next();
        }
        return List.copyOf(items.values());
    }
}
