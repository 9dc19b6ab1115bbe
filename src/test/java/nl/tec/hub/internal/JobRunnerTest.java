package nl.tec.hub.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import nl.tec.TecTest;
import nl.tec.hub.Jobs;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.hub.Tracing;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs that fail, and jobs of every node. */
@TecTest
class JobRunnerTest {

    private static final String FAILS = "job-that-fails";

    /** Half a day from now, so that its own next time is hours away whenever the test runs. */
    private static final Schedule DAILY =
            Schedules.daily(Dates.ZONE, LocalTime.now(Dates.ZONE).plusHours(12));

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Jobs jobs;

    @AfterEach
    void removeJob() {
        jdbc.sql("delete from scheduled_tasks where task_name = ?").param(FAILS).update();
    }

    @Test
    void dailyJobThatFails_isTriedAgainWithinMinutes_withGrowingPauses() {
        Instant first = afterFailure(0);
        assertThat(Duration.between(Instant.now(), first)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(11));
        Instant third = afterFailure(2);
        assertThat(Duration.between(Instant.now(), third)).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(41));
    }

    @Test
    void jobOfEveryNode_runsOnEach_whenItStarts_andIsTriedAgainAtItsTime() {
        AtomicInteger runs = new AtomicInteger();
        Schedule often = FixedDelay.ofMillis(20);
        JobRunner one = runner(new RecurringJob(FAILS, DAILY, runs::incrementAndGet, true));
        JobRunner other = runner(new RecurringJob(FAILS, DAILY, runs::incrementAndGet, true));
        AtomicInteger again = new AtomicInteger();
        JobRunner third = runner(new RecurringJob(FAILS, often, again::incrementAndGet, true));
        try {
            await().untilAsserted(() -> assertThat(runs).hasValue(2));
            await().untilAsserted(() -> assertThat(again).hasValueGreaterThan(2));
            assertThat(jobs.list()).extracting(Jobs.State::name).doesNotContain(FAILS);
        } finally {
            one.stop();
            other.stop();
            third.stop();
        }
    }

    private JobRunner runner(RecurringJob job) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of(FAILS, job));
        JobRunner runner = new JobRunner(
                database, beans.getBeanProvider(RecurringJob.class), beans.getBeanProvider(Tracing.class), true);
        runner.startDelayed();
        return runner;
    }

    /** Runs the job once, which fails, and returns when it is due again. */
    private Instant afterFailure(int failuresBefore) {
        removeJob();
        jdbc.sql("""
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, consecutive_failures, version)
                values (?, 'recurring', ?::timestamptz, false, ?, 1)
                """)
                .params(FAILS, Rows.timestamp(Instant.now().minusSeconds(1)), failuresBefore)
                .update();
        JobRunner runner = runner(new RecurringJob(FAILS, DAILY, () -> {
            throw new IllegalStateException("fails, as this test asks");
        }));
        try {
            return await().until(() -> failed(failuresBefore + 1), Optional::isPresent)
                    .map(Jobs.State::due)
                    .orElseThrow();
        } finally {
            runner.stop();
        }
    }

    private Optional<Jobs.State> failed(int failures) {
        return jobs.list().stream()
                .filter(job -> job.name().equals(FAILS) && !job.running() && job.failures() == failures)
                .findAny();
    }
}
