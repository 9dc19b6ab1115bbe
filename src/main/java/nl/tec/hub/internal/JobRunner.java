package nl.tec.hub.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import nl.tec.hub.RecurringJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Runs the recurring jobs once the program answers. A node that dies in the middle of a job is noticed within half a minute,
 * and another (or its next start) goes on. {@code tec.jobs=false}: this node does none.
 */
@Component
class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** As this instance stands in the database: another one on this machine, or in a container of the same name, is another. */
    private final String name = new SchedulerName.Hostname().getName() + "-" + UUID.randomUUID();

    private final Scheduler scheduler;
    private final boolean wanted;
    private boolean stopped;

    JobRunner(DataSource database, ObjectProvider<RecurringJob> jobs, @Value("${tec.jobs:true}") boolean wanted) {
        this.wanted = wanted;
        List<RecurringTask<Void>> tasks = jobs.stream()
                .map(job -> Tasks.recurring(job.name(), job.schedule())
                        .execute((instance, context) -> job.work().run()))
                .toList();
        scheduler = Scheduler.create(database)
                .schedulerName(new SchedulerName.Fixed(name))
                .startTasks(tasks)
                .threads(2)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(5))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(10))
                .build();
    }

    @EventListener(ApplicationReadyEvent.class)
    synchronized void start() {
        // whoever stops the program at once does so before it is ready
        if (wanted && !stopped) {
            LOG.info("jobs are done as {}", name);
            scheduler.start();
        }
    }

    @EventListener(ContextClosedEvent.class)
    synchronized void stop() {
        stopped = true;
        if (wanted) {
            scheduler.stop();
        }
    }
}
