package nl.tec.bench;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code ./tec bench NAME}. */
public final class Bench {

    private static final int KILLS = 1000;
    private static final int DRILLS = 20;
    private static final Duration SECONDS = Duration.ofSeconds(60);

    private static final Map<String, Benchmark> ALL = new TreeMap<>(Map.ofEntries(
            entry("backup", new BackupBench()),
            entry("board", new BoardBench()),
            entry("booking", new BookingBench()),
            entry("bytes", new BytesBench(SECONDS)),
            entry("country", new CountryBench()),
            entry("crash", new CrashBench(KILLS)),
            entry("drill", Drill.ofParts(DRILLS)),
            entry("drill machines", Drill.ofMachines(DRILLS)),
            entry("fuzz", new FuzzBench()),
            entry("import", new ImportBench()),
            entry("ledger", new LedgerBench()),
            entry("library", new LibraryBench()),
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
        Benchmark benchmark = find(words);
        if (benchmark == null) {
            System.err.println("What can be measured: " + String.join(", ", ALL.keySet())
                    + ", bytes SECONDS, crash N, drill upgrade JAR");
            System.exit(2);
            return;
        }
        // what it started ends with it, also when somebody ends it
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        try {
            System.out.println(benchmark.run());
        } catch (Benchmark.Missed e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    /** By its name; of some, with how often after it. */
    private static @Nullable Benchmark find(String[] words) {
        int last = words.length - 1;
        if (last == 2 && words[0].equals("drill") && words[1].equals("upgrade")) {
            return Drill.ofUpgrade(Path.of(words[2]));
        }
        if (last < 1 || !words[last].matches("[1-9][0-9]{0,5}")) {
            return ALL.get(String.join(" ", words));
        }
        int number = Integer.parseInt(words[last]);
        return switch (String.join(" ", List.of(words).subList(0, last))) {
            case "bytes" -> new BytesBench(Duration.ofSeconds(number));
            case "crash" -> new CrashBench(number);
            case "drill" -> Drill.ofParts(number);
            case "drill machines" -> Drill.ofMachines(number);
            default -> null;
        };
    }
}
