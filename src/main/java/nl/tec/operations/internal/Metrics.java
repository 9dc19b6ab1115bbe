package nl.tec.operations.internal;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import nl.tec.hub.Counters;
import nl.tec.hub.EventBacklog;
import nl.tec.hub.Jobs;
import nl.tec.mail.MailSetup;
import nl.tec.operations.BackupRun.Kind;
import nl.tec.operations.Version;
import nl.tec.planning.Proposals;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The metrics of this node and of the hub in Prometheus' text format. Computed at every request, so that they cost nothing when nobody
 * reads them.
 */
@Component
public class Metrics {

    private final DataSource database;
    private final JdbcClient jdbc;
    private final Counters counters;
    private final RequestTimes requests;
    private final MailSetup mail;
    private final Jobs jobs;
    private final EventBacklog events;
    private final BackupRuns backups;
    private final Proposals plans;
    private final Clock clock;

    Metrics(
            DataSource database,
            JdbcClient jdbc,
            Counters counters,
            RequestTimes requests,
            MailSetup mail,
            Jobs jobs,
            EventBacklog events,
            BackupRuns backups,
            Proposals plans,
            Clock clock) {
        this.database = database;
        this.jdbc = jdbc;
        this.counters = counters;
        this.requests = requests;
        this.mail = mail;
        this.jobs = jobs;
        this.events = events;
        this.backups = backups;
        this.plans = plans;
        this.clock = clock;
    }

    /** Returns all metrics; those of the hub are left out when the database does not answer. */
    public String text() {
        PrometheusText out = new PrometheusText();
        machine(out);
        requests.write(out);
        Map<String, Map<Counters.Series, Long>> counted = new TreeMap<>();
        counters.forEach((series, count) ->
                counted.computeIfAbsent(series.name(), name -> new TreeMap<>()).put(series, count));
        counted.forEach((name, series) -> {
            out.family(name, "counter", "Counted by this node since it started.");
            series.forEach((one, count) -> out.value(name, count, one.label(), one.value()));
        });
        boolean up = answers();
        out.family("tec_database_up", "gauge", "1 when the database answers.").value("tec_database_up", up ? 1 : 0);
        if (up) {
            hub(out);
        }
        return out.toString();
    }

    private void machine(PrometheusText out) {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var memory = ManagementFactory.getMemoryMXBean();
        out.family("tec_info", "gauge", "The version of the program and of Java.")
                .value(
                        "tec_info",
                        1,
                        "version",
                        Version.current().name(),
                        "java",
                        Runtime.version().toString());
        out.family("process_start_time_seconds", "gauge", "When this node was started.")
                .value("process_start_time_seconds", runtime.getStartTime() / 1000.0);
        out.family("jvm_memory_used_bytes", "gauge", "Memory in use.")
                .value("jvm_memory_used_bytes", memory.getHeapMemoryUsage().getUsed(), "area", "heap")
                .value("jvm_memory_used_bytes", memory.getNonHeapMemoryUsage().getUsed(), "area", "nonheap");
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            out.value(
                    "jvm_memory_used_bytes",
                    pool.getMemoryUsed(),
                    "area",
                    "buffers-" + pool.getName().replace(' ', '-'));
        }
        out.family("jvm_memory_max_bytes", "gauge", "Memory that may be used.")
                .value("jvm_memory_max_bytes", memory.getHeapMemoryUsage().getMax(), "area", "heap");
        out.family("jvm_threads", "gauge", "Live threads.")
                .value("jvm_threads", ManagementFactory.getThreadMXBean().getThreadCount());
        out.family("jvm_gc_seconds_total", "counter", "Time spent collecting garbage.");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            out.value("jvm_gc_seconds_total", collector.getCollectionTime() / 1000.0, "collector", collector.getName());
        }
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            out.family("process_cpu_seconds_total", "counter", "Processor time of this node.")
                    .value("process_cpu_seconds_total", system.getProcessCpuTime() / 1e9);
            out.family("system_load_average_1m", "gauge", "Load of the machine.")
                    .value("system_load_average_1m", system.getSystemLoadAverage());
        }
        HikariPoolMXBean pool = pool();
        if (pool != null) {
            out.family("tec_database_connections", "gauge", "Connections to the database.")
                    .value("tec_database_connections", pool.getActiveConnections(), "state", "active")
                    .value("tec_database_connections", pool.getIdleConnections(), "state", "idle")
                    .value("tec_database_connections", pool.getThreadsAwaitingConnection(), "state", "waited-for");
        }
    }

    private @Nullable HikariPoolMXBean pool() {
        try {
            return database.isWrapperFor(HikariDataSource.class)
                    ? database.unwrap(HikariDataSource.class).getHikariPoolMXBean()
                    : null;
        } catch (SQLException e) {
            return null;
        }
    }

    private boolean answers() {
        try (var connection = database.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private void hub(PrometheusText out) {
        Instant now = clock.instant();
        out.family("tec_bookings", "gauge", "Bookings there are, by kind and state.");
        jdbc.sql(
                        "select kind, state, count(*) as number from bookings_booking_v group by kind, state order by kind, state")
                .query(row -> {
                    out.value(
                            "tec_bookings",
                            row.getLong("number"),
                            "kind",
                            row.getString("kind"),
                            "state",
                            row.getString("state"));
                });
        out.family("tec_outbox_mails", "gauge", "Mails that wait, and mails that were given up.")
                .value("tec_outbox_mails", mail.waiting(), "state", "waiting")
                .value("tec_outbox_mails", mail.failedCount(), "state", "failed");
        out.family("tec_outbox_age_seconds", "gauge", "How long the mail server has taken no mail.")
                .value(
                        "tec_outbox_age_seconds",
                        mail.waitingSince().map(since -> seconds(since, now)).orElse(0.0));
        List<Jobs.State> states = jobs.list();
        out.family("tec_job_lag_seconds", "gauge", "How long ago a job should have begun.");
        states.forEach(job -> out.value(
                "tec_job_lag_seconds", job.running() ? 0 : Math.max(0, seconds(job.due(), now)), "job", job.name()));
        out.family("tec_job_failures", "gauge", "Failures of a job in a row.");
        states.forEach(job -> out.value("tec_job_failures", job.failures(), "job", job.name()));
        out.family("tec_events", "gauge", "Events that listeners still have to handle, or failed to.");
        var pending = events.pending();
        out.value("tec_events", pending.map(EventBacklog.Pending::events).orElse(0L), "state", "pending")
                .value("tec_events", pending.map(EventBacklog.Pending::failed).orElse(0L), "state", "failed");
        Optional<Instant> solving = plans.solvingSince();
        out.family("tec_plan_solver_running", "gauge", "1 when a yearly plan is being solved, on whatever node.")
                .value("tec_plan_solver_running", solving.isPresent() ? 1 : 0);
        out.family("tec_plan_solver_seconds", "gauge", "How long ago solving that plan began; 0: none is being solved.")
                .value(
                        "tec_plan_solver_seconds",
                        solving.map(since -> seconds(since, now)).orElse(0.0));
        out.family("tec_plan_proposals_waiting", "gauge", "Yearly plans that wait for the solver.")
                .value("tec_plan_proposals_waiting", plans.waiting());
        out.family(
                "tec_backup_age_seconds",
                "gauge",
                "Since the last good backup, and the last good drill; none yet: no value.");
        for (Kind kind : Kind.values()) {
            backups.lastGood(kind)
                    .ifPresent(run -> out.value(
                            "tec_backup_age_seconds",
                            seconds(run.started(), now),
                            "kind",
                            kind.name().toLowerCase(Locale.ROOT)));
        }
    }

    private static double seconds(Instant from, Instant until) {
        return Duration.between(from, until).toMillis() / 1000.0;
    }
}
