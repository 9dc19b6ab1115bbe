package nl.tec.organisations.internal.registers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.tec.organisations.internal.registers.CountStore.Counts;
import nl.tec.organisations.internal.registers.CountStore.Group;
import nl.tec.organisations.internal.registers.Row.Count;
import nl.tec.organisations.internal.registers.Tally.Stored;

/** Aggregates the counts of a file per school, year and breakdown. */
final class Sums {

    /** The maximum number of unknown schools that are listed by name. */
    private static final int MAX_LISTED = 20;

    /** @param of the breakdown values, for the columns of {@link Counts} */
    record Part(int year, List<?> of, Count count) {}

    private record Key(String brin6, int year, List<?> of) {}

    private final CountStore store;
    private final Tally tally;
    private final Set<String> schools;
    private final Set<String> unknown = new TreeSet<>();

    /** The sum of the printed numbers, and the number of masked cells. */
    private final Map<Key, int[]> sums = new LinkedHashMap<>();

    Sums(CountStore store, Tally tally) {
        this.store = store;
        this.tally = tally;
        this.schools = store.schools().keySet();
    }

    /** Adds a row. Rows of unknown schools are skipped: their addresses have to be imported first. */
    void add(String brin6, List<Part> parts) {
        if (!schools.contains(brin6)) {
            unknown.add(brin6);
            tally.skip();
            return;
        }
        for (Part part : parts) {
            int[] sum = sums.computeIfAbsent(new Key(brin6, part.year(), part.of()), key -> new int[2]);
            sum[0] += part.count().pupils();
            sum[1] += part.count().masked() ? 1 : 0;
        }
    }

    /** Stores the sums that are not zero. */
    Stored store(Counts counts) {
        List<Group> groups = new ArrayList<>();
        sums.forEach((key, sum) -> {
            if (sum[0] + sum[1] > 0) {
                groups.add(new Group(key.brin6(), key.year(), key.of(), sum[0], sum[1]));
            }
        });
        Stored stored = store.store(counts, groups, tally);
        tally.add(stored);
        return stored;
    }

    void reportUnknownSchools() {
        reportUnknownSchools(unknown, tally);
    }

    /** Reports the unknown schools whose rows were skipped. */
    static void reportUnknownSchools(Set<String> unknown, Tally tally) {
        if (!unknown.isEmpty()) {
            tally.note(
                    "import.note.unknownSchools",
                    unknown.size(),
                    String.join(", ", unknown.stream().limit(MAX_LISTED).toList())
                            + (unknown.size() > MAX_LISTED ? ", ..." : ""));
        }
    }
}
