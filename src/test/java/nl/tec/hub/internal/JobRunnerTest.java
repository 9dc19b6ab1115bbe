package nl.tec.hub.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs that fail, and jobs of every node. */
@TecTest
class JobRunnerTest {

    private static final String FAILS = "job-that-fails";
    private static final String TRACE = "trace.id";

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

    /** Of a job that fails the line in the log has the trace, so that the one leads to the other. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailureIsLoggedOnce_withinItsTrace(boolean everyNode) {
        ListAppender<ILoggingEvent> lines = new ListAppender<>() {
            @Override
            protected void append(ILoggingEvent event) {
                event.prepareForDeferredProcessing();
                super.append(event);
            }
        };
        lines.start();
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger all = logs.getLogger(Logger.ROOT_LOGGER_NAME);
        all.addAppender(lines);
        JobRunner runner = runner(
                new RecurringJob(
                        FAILS,
                        everyNode ? DAILY : FixedDelay.ofHours(5),
                        () -> {
                            throw new IllegalStateException("fails, as this test asks");
                        },
                        everyNode),
                (kind, name, parent) -> {
                    MDC.put(TRACE, name);
                    return new Tracing.Span() {
                        @Override
                        public void close() {
                            MDC.remove(TRACE);
                        }
                    };
                });
        try {
            await().untilAsserted(() -> assertThat(failures(lines)).isNotEmpty());
        } finally {
            runner.stop();
            all.detachAppender(lines);
        }
        assertThat(failures(lines)).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).isEqualTo("job " + FAILS + " failed");
            assertThat(line.getMDCPropertyMap()).containsEntry(TRACE, "job " + FAILS);
        });
    }

    private static List<ILoggingEvent> failures(ListAppender<ILoggingEvent> lines) {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getThrowableProxy() != null
                        && line.getThrowableProxy().getMessage().contains("as this test asks"))
                .toList();
    }

    private JobRunner runner(RecurringJob job) {
        return runner(job, Tracing.OFF);
    }

    private JobRunner runner(RecurringJob job, Tracing tracing) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of(FAILS, job, "tracing", tracing));
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
