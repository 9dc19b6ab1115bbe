package nl.tec.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nl.tec.planning.Level;
import nl.tec.planning.PlanCheck;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanFiles;
import nl.tec.planning.PlanGenerator;
import nl.tec.planning.PlanSolution;

/** The share of wishes that the yearly plan meets, on instances that are drawn anew. */
final class PlanBench implements Benchmark {

    private static final double GREEDY_SECONDS = 5;
    private static final int MAX_MEGABYTES = 2_500;
    private static final int MIN_OVER_MET = 590;
    private static final double MAX_GAP = 0.06;

    /**
     * @param seconds it may take
     * @param share of the wishes that must be met by then
     */
    private record Size(String name, int wishes, double tight, boolean dense, double over, int seconds, double share) {}

    /**
     * @param met wishes
     * @param seconds after which these were met
     * @param bound on the wishes that can be met
     */
    private record Outcome(int met, int possible, double seconds, int bound) {
        double share() {
            return (double) met / possible;
        }
    }

    private static final List<Size> SIZES = List.of(
            new Size("300", 300, 0.9, false, 0, 15, 1),
            new Size("600", 600, 0.9, false, 0, 40, 1),
            new Size("2000", 2_000, 0.9, false, 0, 240, 1),
            new Size("dense 600", 600, 0.9, true, 0, 120, 0.98),
            new Size("dense 2000", 2_000, 0.9, true, 0, 300, 0.85),
            new Size("over 600", 600, 0.8, true, 0.2, 90, 0));

    private final boolean isQuick;
    private final List<String> missed = new ArrayList<>();

    /** @param isQuick gives each size a quarter of its time */
    PlanBench(boolean isQuick) {
        this.isQuick = isQuick;
    }

    @Override
    public String run() throws Exception {
        Map<String, Outcome> outcomes = new HashMap<>();
        Path folder = Files.createTempDirectory("tec-plan");
        try {
            for (Size size : SIZES) {
                outcomes.put(size.name(), measure(size, folder));
            }
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
        StringBuilder line = new StringBuilder("plan: ");
        for (Size size : SIZES.subList(0, SIZES.size() - 1)) {
            Outcome outcome = Objects.requireNonNull(outcomes.get(size.name()));
            line.append(
                    String.format(Locale.ROOT, "%s %.3f in %.0f s, ", size.name(), outcome.share(), outcome.seconds()));
        }
        Outcome over = Objects.requireNonNull(outcomes.get("over 600"));
        line.append(String.format(Locale.ROOT, "over 600 met %d bound %d", over.met(), over.bound()));
        if (!missed.isEmpty()) {
            missed.forEach(System.out::println);
            throw new Missed(line.toString());
        }
        return line.toString();
    }

    private Outcome measure(Size size, Path folder) throws Exception {
        long seed = new SecureRandom().nextInt(Integer.MAX_VALUE);
        PlanGenerator.Drawn drawn = PlanGenerator.draw(seed, size.wishes(), size.tight(), size.dense(), size.over());
        Path instance = folder.resolve("instance.json");
        Path solution = folder.resolve("solution.json");
        Files.deleteIfExists(solution);
        PlanFiles.write(drawn.instance(), instance);
        int seconds = isQuick ? Math.max(4, size.seconds() / 4) : size.seconds();
        System.out.printf(
                Locale.ROOT,
                "%s: seed %d, %d of %d wishes can be met, %d classes share a bus%n",
                size.name(),
                seed,
                drawn.possible(),
                drawn.instance().wishes().size(),
                drawn.shared());
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx600m",
                        "-jar",
                        System.getProperty("tec.jar"),
                        "plan",
                        "solve",
                        instance.toString(),
                        solution.toString(),
                        "--seconds",
                        String.valueOf(seconds))
                .redirectErrorStream(true)
                .start();
        Run run = new Run(begin, drawn.instance().wishes().size(), size.over() == 0);
        try {
            run.follow(process, solution);
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        PlanSolution plan = PlanFiles.readSolution(solution);
        PlanCheck check = PlanChecker.check(drawn.instance(), plan);
        if (!check.valid()) {
            throw new IllegalStateException("the plan breaks rules: " + check.violations());
        }
        int bound = Objects.requireNonNull(plan.bounds().get(Level.MET.word())).intValue();
        Outcome outcome = new Outcome(check.score().met(), drawn.possible(), run.metAfter, bound);
        System.out.printf(
                Locale.ROOT,
                "  first plan in %.1f s, %d met in %.1f s, at most %d, %d MB%n  %s%n  bounds %s%n",
                run.firstPlan,
                outcome.met(),
                outcome.seconds(),
                bound,
                run.megabytes,
                check.score(),
                plan.bounds());
        judge(size, outcome, run);
        return outcome;
    }

    private void judge(Size size, Outcome outcome, Run run) {
        if (outcome.share() < size.share()) {
            missed.add(size.name() + ": too few wishes are met");
        }
        if (outcome.bound() < outcome.met() || outcome.bound() < outcome.possible() && size.over() > 0) {
            missed.add(size.name() + ": the bound is false");
        }
        if (run.firstPlan > GREEDY_SECONDS) {
            missed.add(size.name() + ": the first plan took too long");
        }
        if (run.megabytes > MAX_MEGABYTES) {
            missed.add(size.name() + ": it takes too much memory");
        }
        boolean isFarFromBound = outcome.met() < outcome.bound() * (1 - MAX_GAP);
        if (size.over() > 0 && (outcome.met() < MIN_OVER_MET || isFarFromBound)) {
            missed.add(size.name() + ": too far from what is possible");
        }
    }

    /** What is seen of a solver while it runs. */
    private static final class Run {
        private final long begin;
        private final int wishes;
        private final boolean stopsWhenAllAreMet;
        private double firstPlan = Double.MAX_VALUE;
        private double metAfter;
        private int met;
        private long megabytes;

        Run(long begin, int wishes, boolean stopsWhenAllAreMet) {
            this.begin = begin;
            this.wishes = wishes;
            this.stopsWhenAllAreMet = stopsWhenAllAreMet;
        }

        void follow(Process process, Path solution) throws IOException {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                Thread watch = new Thread(() -> waitFor(process, solution));
                watch.setDaemon(true);
                watch.start();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int now = valueOf("met", line);
                    if (now > met) {
                        met = now;
                        metAfter = seconds();
                    }
                    megabytes = Math.max(megabytes, peak(process));
                    if (met == wishes && stopsWhenAllAreMet) {
                        return;
                    }
                }
            }
        }

        private void waitFor(Process process, Path solution) {
            while (process.isAlive() && !Files.exists(solution)) {
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            firstPlan = seconds();
        }

        private double seconds() {
            return (System.nanoTime() - begin) / 1e9;
        }

        private static int valueOf(String name, String line) {
            for (String word : line.split(" ")) {
                if (word.startsWith(name + "=")) {
                    return Integer.parseInt(word.substring(name.length() + 1));
                }
            }
            return 0;
        }

        /** The most memory of the machine that the process took so far, where the machine tells. */
        private static long peak(Process process) throws IOException {
            Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
            if (!Files.isReadable(status)) {
                return 0;
            }
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }
}
