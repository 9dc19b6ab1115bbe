package nl.tec.hub.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Tracing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Runs the recurring jobs once the program is ready. A node that dies during a job is noticed within half a minute, and another
 * node (or its own restart) takes over. A job that fails is tried again within minutes, not at its time of the next day: some look
 * at one day only, such as the mail to schools on the day before. With {@code tec.jobs=false}, this node runs none.
 */
@Component
class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** The pause after a first failure; it doubles with each failure in a row. */
    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    private static final int MAX_DOUBLINGS = 4;

    /** The unique name of this instance in the database, distinct from others on this machine or in a container of the same name. */
    private final String name = new SchedulerName.Hostname().getName() + "-" + UUID.randomUUID();

    private final DataSource database;
    private final ObjectProvider<RecurringJob> jobs;
    private final Tracing tracing;
    private final boolean wanted;
    private @Nullable Scheduler scheduler;
    /** For the jobs of this node alone. */
    private @Nullable ScheduledExecutorService timer;

    private boolean stopped;

    JobRunner(
            DataSource database,
            ObjectProvider<RecurringJob> jobs,
            ObjectProvider<Tracing> tracing,
            @Value("${tec.jobs:true}") boolean wanted) {
        this.database = database;
        this.jobs = jobs;
        this.tracing = tracing.getIfAvailable(() -> Tracing.OFF);
        this.wanted = wanted;
    }

    /** Starts the jobs after a delay, in the background, because they and their dependencies would delay the first page. */
    @EventListener(ApplicationReadyEvent.class)
    void startDelayed() {
        if (wanted) {
            CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(this::start);
        }
    }

    private synchronized void start() {
        // the program may be stopped before its jobs have started
        if (!stopped) {
            LOG.info("jobs are done as {}", name);
            scheduler = scheduler();
            scheduler.start();
            startOwn();
        }
    }

    private void startOwn() {
        ScheduledExecutorService own = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "own-jobs");
            thread.setDaemon(true);
            return thread;
        });
        timer = own;
        jobs.stream().filter(RecurringJob::everyNode).forEach(job -> own.execute(() -> runOwn(job, own)));
    }

    private void runOwn(RecurringJob job, ScheduledExecutorService own) {
        Duration pause = RETRY_AFTER;
        try {
            run(job);
            Instant now = Instant.now();
            Instant next = job.schedule().getNextExecutionTime(ExecutionComplete.simulatedSuccess(now));
            pause = Duration.between(now, next);
        } catch (RuntimeException e) {
            // logged where it failed
        }
        if (!own.isShutdown()) {
            own.schedule(() -> runOwn(job, own), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void run(RecurringJob job) {
        try (Tracing.Span span = tracing.begin(Tracing.Kind.JOB, "job " + job.name())) {
            try {
                job.work().run();
            } catch (RuntimeException | Error e) {
                // within the span, so that the line has its trace
                LOG.error("job {} failed", job.name(), e);
                span.failed(e.getClass().getName());
                throw e;
            }
        }
    }

    private Scheduler scheduler() {
        List<RecurringTask<Void>> tasks = jobs.stream()
                .filter(job -> !job.everyNode())
                .map(job -> Tasks.recurring(job.name(), job.schedule())
                        .onFailure((failed, execution) -> execution.reschedule(failed, retryAt(failed, job.schedule())))
                        .execute((instance, context) -> run(job)))
                .toList();
        return Scheduler.create(database)
                .schedulerName(new SchedulerName.Fixed(name))
                .startTasks(tasks)
                .threads(2)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(5))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(10))
                // a job that fails is logged by this class
                .failureLogging(LogLevel.OFF, false)
                .build();
    }

    private static Instant retryAt(ExecutionComplete failed, Schedule schedule) {
        int doublings = Math.min(failed.getExecution().consecutiveFailures, MAX_DOUBLINGS);
        Instant retry = failed.getTimeDone().plus(RETRY_AFTER.multipliedBy(1L << doublings));
        Instant scheduled = schedule.getNextExecutionTime(failed);
        return retry.isBefore(scheduled) ? retry : scheduled;
    }

    @EventListener(ContextClosedEvent.class)
    synchronized void stop() {
        stopped = true;
        if (scheduler != null) {
            scheduler.stop();
        }
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
