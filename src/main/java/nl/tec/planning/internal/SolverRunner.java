package nl.tec.planning.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import nl.tec.hub.RecurringJob;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanFiles;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanProcess;
import nl.tec.planning.PlanProgress;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.internal.ProposalStore.Turn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Solves the queued proposals, one at a time per hub, in a separate process ({@link PlanProcess}). Every improved plan is checked and
 * stored, so that another node can continue from the best plan so far if this program or the process is killed.
 */
@Component
public class SolverRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SolverRunner.class);

    /** The interval between checks for a better plan and heartbeats. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** The time that a solver may take to write its plan after it was told to stop. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final ProposalStore records;
    private final PlanCache store;
    private final Clock clock;
    private final Path folder;
    private final int megabytes;

    /** Identifies this run of the program; a restart gets another id. */
    private final String node = UUID.randomUUID().toString();

    private final AtomicBoolean busy = new AtomicBoolean();

    /** @param megabytes the heap size of the solver process */
    SolverRunner(
            ProposalStore records,
            PlanCache store,
            Clock clock,
            @Value("${tec.data:data}") Path data,
            @Value("${tec.plan.memory:600}") int megabytes) {
        this.records = records;
        this.store = store;
        this.clock = clock;
        this.folder = data.resolve("plan");
        this.megabytes = megabytes;
    }

    /** Starts the next queued proposal if this node is idle. Returns immediately. */
    public void wake() {
        if (busy.compareAndSet(false, true)) {
            Optional<Turn> turn = Optional.empty();
            try {
                turn = records.claim(node, clock.instant());
            } finally {
                if (turn.isEmpty()) {
                    busy.set(false);
                }
            }
            turn.ifPresent(this::start);
        }
    }

    private void start(Turn turn) {
        Thread thread = new Thread(
                () -> {
                    try {
                        solve(turn);
                    } finally {
                        busy.set(false);
                    }
                    wake(); // starts the next one
                },
                "plan-solver");
        thread.setDaemon(true);
        thread.start();
    }

    /** Solves until the process ends, then keeps the result. */
    private void solve(Turn turn) {
        long id = turn.proposalId();
        String fault = null;
        AtomicReference<@Nullable PlanProgress> progress = new AtomicReference<>();
        try {
            Path work = Files.createDirectories(folder).resolve(id + "-" + UUID.randomUUID());
            Files.createDirectory(work);
            try {
                ProposalStore.Plan plan = records.plan(id);
                Path instance = work.resolve("instance.json");
                Path solution = work.resolve("solution.json");
                PlanInstance read = store.instance(id, plan);
                PlanFiles.write(read, instance);
                if (plan.solution() != null) {
                    Files.writeString(solution, plan.solution());
                }
                Duration limit = Duration.ofSeconds(turn.secondsLeft());
                try (PlanProcess process = PlanProcess.start(instance, solution, limit, 1, megabytes, progress::set)) {
                    follow(process, id, solution, read, progress);
                    keep(id, solution, read, "");
                    fault = process.hasSolved() ? null : process.lastOutput();
                }
            } finally {
                remove(work);
            }
        } catch (IOException e) {
            LOG.warn("the plan of proposal {} cannot be solved", id, e);
            fault = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException e) {
            LOG.warn("proposal {} is left to whoever comes next: the database does not answer", id, e);
            return;
        }
        records.finish(id, node, line(progress.get()), fault, clock.instant());
    }

    private static @Nullable String line(@Nullable PlanProgress progress) {
        return progress == null ? null : progress.line();
    }

    private void follow(
            PlanProcess process,
            long id,
            Path solution,
            PlanInstance instance,
            AtomicReference<@Nullable PlanProgress> progress)
            throws InterruptedException, IOException {
        String kept = "";
        while (!process.waitFor(LOOK)) {
            if (!records.heartbeat(id, node, line(progress.get()), clock.instant())) {
                process.stop(); // still writes the best plan so far
                process.waitFor(STOP_TIMEOUT);
                return;
            }
            kept = keep(id, solution, instance, kept);
        }
    }

    /** Stores the plan of the file if it has changed and breaks no rule. @return the contents of the file */
    private String keep(long id, Path file, PlanInstance instance, String before) throws IOException {
        if (!Files.exists(file)) {
            return before;
        }
        String text = Files.readString(file);
        if (text.equals(before)) {
            return before;
        }
        PlanSolution plan = PlanFiles.readSolution(file);
        if (PlanChecker.check(instance, plan).valid()) {
            records.solution(id, node, text);
        } else {
            LOG.warn("the solver made a plan for proposal {} that breaks rules", id);
        }
        return text;
    }

    private static void remove(Path work) throws IOException {
        try (var files = Files.list(work)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(work);
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringJob planSolver(SolverRunner runner) {
            return new RecurringJob("plan-solver", FixedDelay.ofSeconds(5), runner::wake);
        }
    }
}
