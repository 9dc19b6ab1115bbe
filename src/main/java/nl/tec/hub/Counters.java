package nl.tec.hub;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.springframework.stereotype.Component;

/**
 * Counts events on this node since it started, for monitoring. Any module may count; the metrics page shows all counters.
 */
@Component
public class Counters {

    /** A counter. @param name a Prometheus name ending in {@code _total} @param label a label with few values, never personal data */
    public record Series(String name, String label, String value) implements Comparable<Series> {
        @Override
        public int compareTo(Series other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : (label + value).compareTo(other.label + other.value);
        }
    }

    private final Map<Series, LongAdder> counts = new ConcurrentSkipListMap<>();

    /** Increments a counter. */
    public void add(String name, String label, String value) {
        counts.computeIfAbsent(new Series(name, label, value), unknown -> new LongAdder())
                .increment();
    }

    /** Passes all counters to the reader, ordered by name. */
    public void forEach(ObjLongConsumer<Series> reader) {
        counts.forEach((series, count) -> reader.accept(series, count.sum()));
    }
}
