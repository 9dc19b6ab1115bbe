package nl.tec.planning;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nl.tec.planning.solver.PinsExclude;
import nl.tec.planning.solver.Solver;
import org.jspecify.annotations.Nullable;

/**
 * The main class of the solver process, which reads an instance file and writes a plan file. While it runs it writes ever better
 * plans atomically, each checked by {@link PlanChecker}. It continues from an existing plan and never replaces it by a worse one, so
 * it can be killed and restarted at any moment.
 */
public final class PlanSolver {

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

    /** The time that the shutdown hook waits for the plan to be written. */
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);

    private final PlanInstance instance;
    private final InstanceIndex index;
    private final Path file;
    private final PrintStream out;

    /** The best plan that has not been written yet. */
    private @Nullable PlanSolution waiting;

    private @Nullable PlanScore written;

    /** End of this stream stops the solver; null: not watched. */
    private @Nullable InputStream input;

    private PlanSolver(PlanInstance instance, Path file, PrintStream out) {
        this.instance = instance;
        index = new InstanceIndex(instance);
        this.file = file;
        this.out = out;
    }

    /**
     * Solves until the time limit, until the plan is proved optimal, or until the process receives SIGTERM.
     *
     * @param solution the file to write; an existing plan of this instance is the starting point
     * @param out receives a line of progress every second ({@code seconds=12.0 of=600 bound=600 met=597 ...})
     * @throws InvalidPlanFile if the instance is invalid, or the other file is not a plan
     */
    public static void solve(Path instance, Path solution, Duration limit, long seed, PrintStream out)
            throws IOException {
        PlanSolver process = new PlanSolver(PlanFiles.readInstance(instance), solution, out);
        process.run(limit, seed);
    }

    /**
     * Entry point for {@link PlanProcess}. Also ends when standard input is closed, which happens when the parent process dies.
     *
     * @param words instance, solution, seconds and seed
     */
    public static void main(String[] words) {
        try {
            PlanSolver process =
                    new PlanSolver(PlanFiles.readInstance(Path.of(words[0])), Path.of(words[1]), System.out);
            process.input = System.in;
            process.run(Duration.ofSeconds(Long.parseLong(words[2])), Long.parseLong(words[3]));
            System.exit(0);
        } catch (InvalidPlanFile e) {
            System.out.println(e.sentence());
        } catch (IOException | IllegalStateException | OutOfMemoryError e) {
            System.out.println(e);
        }
        System.exit(1);
    }

    private void run(Duration limit, long seed) throws IOException {
        PlanSolution known = readExisting();
        Solver solver = new Solver(instance, limit, seed, this::onBetter);
        watchInput(solver);
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(solver, done)));
        Thread reporter = new Thread(() -> report(solver), "progress");
        reporter.setDaemon(true);
        reporter.start();
        try {
            PlanSolution found = solver.solve(known);
            reporter.interrupt();
            writeLast(found);
            print(solver);
        } catch (PinsExclude e) {
            throw new InvalidPlanFile("pins", e.sentence());
        } finally {
            done.countDown();
        }
    }

    /** Reads the existing plan, if any; remembers its score if it is valid for this instance. */
    private @Nullable PlanSolution readExisting() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        PlanSolution known = PlanFiles.readSolution(file);
        PlanCheck check = PlanChecker.check(index, instance, known);
        if (check.valid()) {
            written = check.score();
        }
        return known;
    }

    private synchronized void onBetter(PlanSolution plan) {
        waiting = plan;
        if (written == null) {
            try {
                write();
            } catch (IOException e) {
                out.println("cannot write: " + e.getMessage());
            }
        }
    }

    /** Prints the progress and writes the best plan every second. */
    private void report(Solver solver) {
        try {
            while (true) {
                Thread.sleep(REPORT_INTERVAL.toMillis());
                print(solver);
                write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // solving has finished
        } catch (IOException e) {
            out.println("cannot write: " + e.getMessage());
        }
    }

    private void print(Solver solver) {
        PlanProgress progress = solver.progress();
        if (progress != null) {
            out.println(progress.line());
        }
    }

    private synchronized void write() throws IOException {
        PlanSolution plan = waiting;
        if (plan != null) {
            PlanScore score = scoreOf(plan);
            if (written == null || score.compareTo(written) != 0) {
                PlanFiles.write(plan, file);
                written = score;
            }
            waiting = null;
        }
    }

    /** Writes the final plan, with its bounds and reasons. */
    private synchronized void writeLast(PlanSolution plan) throws IOException {
        scoreOf(plan);
        PlanFiles.write(plan, file);
        waiting = null;
    }

    private PlanScore scoreOf(PlanSolution plan) {
        PlanCheck check = PlanChecker.check(index, instance, plan);
        if (!check.valid()) {
            throw new IllegalStateException("the plan breaks rules: " + check.violations());
        }
        return check.score();
    }

    /** Stops the solver when the input ends. */
    private void watchInput(Solver solver) {
        InputStream watched = input;
        if (watched == null) {
            return;
        }
        Thread watch = new Thread(
                () -> {
                    try {
                        watched.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // closed as well
                    }
                    solver.stop();
                },
                "input");
        watch.setDaemon(true);
        watch.start();
    }

    private static void stopAndWait(Solver solver, CountDownLatch done) {
        solver.stop();
        try {
            done.await(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
