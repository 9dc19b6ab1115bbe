package nl.tec.bench;

import java.util.Map;
import java.util.TreeMap;

/** {@code ./tec bench NAME}. */
public final class Bench {

    private static final Map<String, Benchmark> ALL = new TreeMap<>(Map.of(
            "booking", new BookingBench(),
            "fuzz", new FuzzBench(),
            "import", new ImportBench(),
            "memory", new MemoryBench(),
            "network", new NetworkBench(),
            "pages", new PagesBench(),
            "reach", new ReachBench(),
            "slow", new SlowBench(),
            "start", new StartBench()));

    private Bench() {}

    public static void main(String[] words) throws Exception {
        Benchmark benchmark = words.length == 1 ? ALL.get(words[0]) : null;
        if (benchmark == null) {
            System.err.println("What can be measured: " + String.join(", ", ALL.keySet()));
            System.exit(2);
            return;
        }
        try {
            System.out.println(benchmark.run());
        } catch (Benchmark.Missed e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }
}
