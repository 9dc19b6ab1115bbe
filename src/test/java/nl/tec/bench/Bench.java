package nl.tec.bench;

import static java.util.Map.entry;

import java.util.Map;
import java.util.TreeMap;

/** {@code ./tec bench NAME}. */
public final class Bench {

    private static final Map<String, Benchmark> ALL = new TreeMap<>(Map.ofEntries(
            entry("backup", new BackupBench()),
            entry("board", new BoardBench()),
            entry("booking", new BookingBench()),
            entry("country", new CountryBench()),
            entry("fuzz", new FuzzBench()),
            entry("import", new ImportBench()),
            entry("memory", new MemoryBench()),
            entry("network", new NetworkBench()),
            entry("open", new OpenBench()),
            entry("pages", new PagesBench()),
            entry("plan", new PlanBench(false)),
            entry("plan quick", new PlanBench(true)),
            entry("proposal", new ProposalBench()),
            entry("reach", new ReachBench()),
            entry("results", new ResultsBench()),
            entry("slow", new SlowBench()),
            entry("start", new StartBench())));

    private Bench() {}

    public static void main(String[] words) throws Exception {
        Benchmark benchmark = ALL.get(String.join(" ", words));
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
