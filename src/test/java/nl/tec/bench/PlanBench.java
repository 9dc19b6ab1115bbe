package nl.tec.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nl.tec.planning.Level;
import nl.tec.planning.OtherChecker;
import nl.tec.planning.PlanCheck;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanFiles;
import nl.tec.planning.PlanGenerator;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Person;
import nl.tec.planning.PlanInstance.Placement;
import nl.tec.planning.PlanScore;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanSolution.HeldSession;
import nl.tec.planning.Repairs;
import nl.tec.planning.solver.FairerPlan;
import nl.tec.planning.solver.FirstCome;
import nl.tec.planning.solver.Staying;
import org.jspecify.annotations.Nullable;

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
            new Size("over 600", 600, 0.8, true, 0.2, 90, 0),
            new Size("dense 300", 300, 0.9, true, 0, 40, 1),
            new Size("over 300", 300, 1, true, 0.2, 60, 1));

    /** In the line that is kept; the others are printed above it. */
    private static final List<String> SHARES = List.of("300", "600", "2000", "dense 600", "dense 2000");

    private static final int KILLS = 20;

    /** The size on which repairs are measured, and how many. */
    private static final String REPAIRED = "600";

    /** The size on which is measured how much moves when a plan is solved again. */
    private static final String CHANGED = "300";

    private static final int MOVED_PINS = 10;
    private static final double MAX_MOVED = 0.05;
    private static final int SECONDS_TO_CHANGE = 10;

    /** The size that other searches try to share out more fairly. */
    private static final String SHARED_OUT = "over 300";

    /** The sizes on which the plan is compared with first come first served. */
    private static final List<String> COMPARED = List.of("300", "over 300");

    private static final int OTHER_SEARCHES = 2;

    /** Per wish that is not met. */
    private static final int STEPS_TO_FAIRER = 200;

    private static final int REPAIRS = 10;
    private static final double MAX_REPAIR_SECONDS = 1;

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
            kill(isQuick ? KILLS / 4 : KILLS, folder);
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
        for (String name : SHARES) {
            Outcome outcome = Objects.requireNonNull(outcomes.get(name));
            line.append(String.format(Locale.ROOT, "%s %.3f in %.0f s, ", name, outcome.share(), outcome.seconds()));
        }
        Outcome over = Objects.requireNonNull(outcomes.get("over 600"));
        line.append(String.format(Locale.ROOT, "over 600 met %d bound %d", over.met(), over.bound()));
        if (!missed.isEmpty()) {
            missed.forEach(System.out::println);
            throw new Missed(line.toString());
        }
        return line.toString();
    }

    /** Kills a solver at any moment, again and again: what it leaves is whole, keeps to the rules and is never worse. */
    private static void kill(int times, Path folder) throws Exception {
        Random random = new SecureRandom();
        PlanInstance drawn =
                PlanGenerator.draw(random.nextInt(), 300, 0.9, true, 0.2).instance();
        Path instance = folder.resolve("instance.json");
        Path solution = folder.resolve("solution.json");
        PlanFiles.write(drawn, instance);
        PlanScore best = null;
        for (int i = 0; i < times; i++) {
            Process process = start(instance, solution, 600, 1, Redirect.DISCARD);
            while (best == null && process.isAlive() && !Files.exists(solution)) {
                Thread.sleep(20); // on a busy machine the first plan may take longer than the longest wait
            }
            Thread.sleep(500 + random.nextInt(4_000));
            process.destroyForcibly().waitFor();
            if (Files.exists(solution)) {
                PlanCheck check = PlanChecker.check(drawn, PlanFiles.readSolution(solution));
                if (!check.valid() || best != null && check.score().compareTo(best) < 0) {
                    throw new IllegalStateException("killed, it left " + check + " after " + best);
                }
                best = check.score();
            }
        }
        System.out.printf(Locale.ROOT, "killed %d times, it left a whole plan each time; the last: %s%n", times, best);
        Files.delete(solution);
    }

    private static Process start(Path instance, Path solution, int seconds, int seed, Redirect output)
            throws IOException {
        return new ProcessBuilder(
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
                        String.valueOf(seconds),
                        "--seed",
                        String.valueOf(seed))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
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
        Process process = start(instance, solution, seconds, 1, Redirect.PIPE);
        Run run = new Run(begin, drawn.instance().wishes().size(), size.over() == 0 && size.wishes() > 300);
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
                "  first plan in %.1f s, %d met in %.1f s, at most %d, %d MB, load %.1f on %d processors%n"
                        + "  levers %s%n",
                run.firstPlan,
                outcome.met(),
                outcome.seconds(),
                bound,
                run.megabytes,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors(),
                plan.levers());
        printLevels(size, check.score(), plan);
        askOtherChecker(size, drawn.possible(), instance, solution);
        if (size.name().equals(REPAIRED)) {
            repair(drawn.instance(), plan);
        }
        if (size.name().equals(CHANGED)) {
            change(drawn.instance(), plan, folder);
        }
        if (COMPARED.contains(size.name())) {
            compareWithQueue(size, drawn.instance(), seconds, folder);
        }
        if (size.name().equals(SHARED_OUT)) {
            shareOut(drawn.instance(), plan, check.score(), seconds, folder);
        }
        judge(size, outcome, run);
        return outcome;
    }

    /** Every level is proved to be the best, or it is said how far from it the plan is at most. */
    private void printLevels(Size size, PlanScore score, PlanSolution plan) {
        for (Level level : Level.values()) {
            Double bound = plan.bounds().get(level.word());
            double value = score.value(level);
            if (bound == null) {
                missed.add(size.name() + ": nothing is proved about " + level.word());
            } else if (Math.abs(value - bound) <= PlanScore.TOLERANCE) {
                System.out.printf(Locale.ROOT, "  %-11s %11.3f, the best that is possible%n", level.word(), value);
            } else {
                System.out.printf(
                        Locale.ROOT,
                        "  %-11s %11.3f, %.3f from the best at most%n",
                        level.word(),
                        value,
                        Math.abs(value - bound));
            }
        }
    }

    /** Compares like with like: a plan for the wishes that first come first served meets, and for no others. */
    private void compareWithQueue(Size size, PlanInstance instance, int seconds, Path folder) throws Exception {
        PlanSolution queue = FirstCome.plan(instance);
        PlanInstance only = FirstCome.onlyMet(instance, queue);
        PlanScore queued = PlanChecker.check(only, queue).score();
        PlanScore planned =
                PlanChecker.check(only, solve(only, null, seconds, 1, folder)).score();
        System.out.printf(
                Locale.ROOT,
                "  first come first served meets %d; beside it a plan for these wishes only, and both per wish%n",
                queued.met());
        for (Level level : Level.values()) {
            double before = queued.value(level);
            double now = planned.value(level);
            boolean isSame = Math.abs(now - before) <= PlanScore.TOLERANCE;
            System.out.printf(
                    Locale.ROOT,
                    "    %-11s %11.3f %11.3f %11.4f %11.4f %s%n",
                    level.word(),
                    before,
                    now,
                    before / queued.met(),
                    now / planned.met(),
                    isSame ? "" : now > before == level.moreIsBetter() ? "better" : "worse, for what stands above");
        }
        if (planned.compareTo(queued) <= 0) {
            missed.add(size.name() + ": first come first served is as good");
        }
    }

    private void askOtherChecker(Size size, int possible, Path instance, Path solution) throws Exception {
        OtherChecker other = OtherChecker.find().orElse(null);
        if (other == null) {
            System.out.println("  there is no other checker beside the project");
            return;
        }
        OtherChecker.Answer answer = other.check(instance, solution, "--possible", String.valueOf(possible));
        System.out.print("  check.py: " + answer.said());
        if (!answer.valid()) {
            missed.add(size.name() + ": the other checker finds the plan broken");
        }
    }

    /** Somebody is ill on a day: how long the proposal takes, the longest of the first sessions. */
    private void repair(PlanInstance instance, PlanSolution plan) throws IOException {
        double longest = 0;
        Map<Long, Candidate> candidates = new HashMap<>();
        instance.candidates().forEach(candidate -> candidates.put(candidate.id(), candidate));
        for (HeldSession session : plan.sessions().subList(0, REPAIRS)) {
            LocalDate day =
                    Objects.requireNonNull(candidates.get(session.candidate())).date();
            List<Person> staff = instance.staff().stream()
                    .map(person -> session.staff().contains(person.id()) ? Repairs.without(person, day) : person)
                    .toList();
            long begin = System.nanoTime();
            Repairs.propose(instance.withStaff(staff), plan, false);
            longest = Math.max(longest, (System.nanoTime() - begin) / 1e9);
        }
        System.out.printf(Locale.ROOT, "  a repair of one day takes %.2f s at most%n", longest);
        if (longest > MAX_REPAIR_SECONDS) {
            missed.add("a repair takes too long");
        }
    }

    /** Ten wishes are pinned elsewhere and somebody is gone for good: how much of the rest moves when it is solved again. */
    private void change(PlanInstance instance, PlanSolution plan, Path folder) throws Exception {
        List<Placement> previous = plan.assignments().stream()
                .map(assignment -> new Placement(assignment.wish(), assignment.candidate()))
                .toList();
        PlanInstance left =
                instance.withStaff(instance.staff().subList(1, instance.staff().size()));
        List<Placement> pins = new ArrayList<>();
        for (Placement before : previous) {
            PlanInstance elsewhere = left.withPins(List.copyOf(pins)).withForbidden(List.of(before));
            Repairs.propose(elsewhere, plan, false).moves().stream()
                    .filter(move -> move.wish().equals(before.wish()) && pins.size() < MOVED_PINS)
                    .forEach(move -> pins.add(new Placement(move.wish(), move.to())));
            if (pins.size() == MOVED_PINS) {
                break;
            }
        }
        PlanInstance changed = left.withPins(pins).withPrevious(previous);
        PlanSolution again = solve(changed, plan, SECONDS_TO_CHANGE, 1, folder);
        Set<Placement> now = new HashSet<>();
        again.assignments().forEach(one -> now.add(new Placement(one.wish(), one.candidate())));
        Set<String> pinned = new HashSet<>();
        pins.forEach(pin -> pinned.add(pin.wish()));
        long moved = previous.stream()
                .filter(before -> !pinned.contains(before.wish()) && !now.contains(before))
                .count();
        int mustMove = Staying.impossible(changed, again.assignments().size(), moved);
        System.out.printf(
                Locale.ROOT,
                "  with %d wishes pinned elsewhere and a person gone who had %d sessions, %d of the other %d move,"
                        + " of which %d must whatever is planned, and %d are met%n",
                pins.size(),
                sessionsOf(instance.staff().get(0), plan),
                moved,
                previous.size() - pins.size(),
                mustMove,
                again.assignments().size());
        if (moved > Math.max(MAX_MOVED * previous.size(), mustMove)) {
            missed.add("too much moves when a plan is solved again");
        }
    }

    private static long sessionsOf(Person person, PlanSolution plan) {
        return plan.sessions().stream()
                .filter(session -> session.staff().contains(person.id()))
                .count();
    }

    /** Other searches, which know nothing of the first, look for a plan in which the schools that are worst off have more. */
    private void shareOut(PlanInstance instance, PlanSolution plan, PlanScore score, int seconds, Path folder)
            throws Exception {
        List<String> fairer = FairerPlan.find(instance, plan, STEPS_TO_FAIRER);
        System.out.printf(
                Locale.ROOT,
                "  the shares are %.3f and at least %.3f; of %d wishes that are not met, forced in one by one, %d make a plan"
                        + " that is fairer %s%n",
                score.shares(),
                plan.bounds().get(Level.SHARES.word()),
                plan.unmet().size(),
                fairer.size(),
                fairer);
        if (!fairer.isEmpty()) {
            missed.add("a plan that shares out more fairly was found");
        }
        for (int seed = 2; seed < 2 + OTHER_SEARCHES; seed++) {
            PlanScore other = PlanChecker.check(instance, solve(instance, null, seconds, seed, folder))
                    .score();
            System.out.printf(
                    Locale.ROOT,
                    "  another search: %d met, the worst school %.3f, shares %.3f; this plan %d, %.3f, %.3f%n",
                    other.met(),
                    other.worstSchool(),
                    other.shares(),
                    score.met(),
                    score.worstSchool(),
                    score.shares());
            boolean isFairer = other.worstSchool() > score.worstSchool() + PlanScore.TOLERANCE
                    || other.worstSchool() > score.worstSchool() - PlanScore.TOLERANCE
                            && other.shares() < score.shares() - PlanScore.TOLERANCE;
            if (other.met() == score.met() && isFairer) {
                missed.add("a fairer plan meets as many wishes");
            }
        }
    }

    /** @param known a plan to go on from; null: from nothing */
    private static PlanSolution solve(
            PlanInstance instance, @Nullable PlanSolution known, int seconds, int seed, Path folder) throws Exception {
        Path file = folder.resolve("other-instance.json");
        Path solution = folder.resolve("other-solution.json");
        PlanFiles.write(instance, file);
        Files.deleteIfExists(solution);
        if (known != null) {
            PlanFiles.write(known, solution);
        }
        start(file, solution, seconds, seed, Redirect.DISCARD).waitFor();
        return PlanFiles.readSolution(solution);
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
        if (size.tight() == 1 && outcome.bound() > outcome.met()) {
            missed.add(size.name() + ": that it is the most possible is not proved");
        }
        boolean isFarFromBound = outcome.met() < outcome.bound() * (1 - MAX_GAP);
        if (size.tight() < 1 && size.over() > 0 && (outcome.met() < MIN_OVER_MET || isFarFromBound)) {
            missed.add(size.name() + ": too far from what is possible");
        }
    }

    /** The observations of a solver while it runs. */
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
