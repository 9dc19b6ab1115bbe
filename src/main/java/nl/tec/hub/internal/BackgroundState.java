package nl.tec.hub.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import nl.tec.hub.EventBacklog;
import nl.tec.hub.Jobs;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The checks of the background jobs and the event listeners. */
@Component
@Order(2)
class BackgroundState implements StateSource {

    /** The number of consecutive failures of a job that is retried soon. */
    private static final int MAX_JOB_FAILURES = 3;

    private final Jobs jobs;
    private final EventBacklog events;
    private final Texts texts;
    private final Clock clock;

    BackgroundState(Jobs jobs, EventBacklog events, Texts texts, Clock clock) {
        this.jobs = jobs;
        this.events = events;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<StateCheck> look() {
        return List.of(jobs(), events());
    }

    @Override
    public boolean cheap() {
        return true;
    }

    private StateCheck jobs() {
        Instant latest = clock.instant().minus(StateCheck.MAX_LAG);
        List<Jobs.State> all = jobs.list();
        List<String> behind = all.stream()
                .filter(job -> job.failures() >= MAX_JOB_FAILURES
                        || !job.running() && job.due().isBefore(latest))
                .map(Jobs.State::name)
                .toList();
        return behind.isEmpty()
                ? StateCheck.of(texts, "jobs", Level.GOOD, null, "state.jobs.good", all.size())
                : StateCheck.of(texts, "jobs", Level.BAD, null, "state.jobs.behind", String.join(", ", behind));
    }

    private StateCheck events() {
        long failed = events.pending().map(EventBacklog.Pending::failed).orElse(0L);
        return failed == 0
                ? StateCheck.of(texts, "events", Level.GOOD, "/admin/verwerking", "state.events.good")
                : StateCheck.of(texts, "events", Level.BAD, "/admin/verwerking", "state.events.failed", failed);
    }
}
