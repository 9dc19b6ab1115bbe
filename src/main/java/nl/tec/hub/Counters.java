package nl.tec.hub;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.springframework.stereotype.Component;

/**
 * Counts what happened on this node since it started, for whoever watches over the program. Any module may count; the page of
 * metrics shows all.
 */
@Component
public class Counters {

    /** @param name as Prometheus has it, ending in {@code _total} @param label its name and value; few values, never a person's */
    public record Series(String name, String label, String value) implements Comparable<Series> {
        @Override
        public int compareTo(Series other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : (label + value).compareTo(other.label + other.value);
        }
    }

    private final Map<Series, LongAdder> counts = new ConcurrentSkipListMap<>();

    /** One more. */
    public void add(String name, String label, String value) {
        counts.computeIfAbsent(new Series(name, label, value), unknown -> new LongAdder())
                .increment();
    }

    /** In the order of their names. */
    public void forEach(ObjLongConsumer<Series> reader) {
        counts.forEach((series, count) -> reader.accept(series, count.sum()));
    }
}
