package nl.tec.reach.internal;

import java.util.Set;
import nl.tec.bookings.AttendanceElsewhere;
import nl.tec.bookings.AttendanceRecorded;
import nl.tec.organisations.ClassNumbersChanged;
import nl.tec.reach.CohortReach;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Keeps reach up to date with attendance and class numbers. Idempotent.
 *
 * <p>Users wait for attendance, so it has its own threads and does not queue behind the class numbers of a whole country.
 */
@Component
class ReachUpdater {

    private final CohortReach cohorts;

    ReachUpdater(CohortReach cohorts) {
        this.cohorts = cohorts;
    }

    @Async(Threads.ATTENDANCE)
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    @TransactionalEventListener
    public void on(AttendanceRecorded event) {
        cohorts.recomputeSession(event.sessionId());
    }

    @ApplicationModuleListener
    void on(ClassNumbersChanged event) {
        cohorts.recomputeSites(event.siteIds(), event.schoolYear());
    }

    @ApplicationModuleListener
    void on(AttendanceElsewhere.Recorded event) {
        cohorts.recomputeSites(Set.of(event.siteId()), event.schoolYear());
    }

    @Configuration(proxyBeanMethods = false)
    static class Threads {

        static final String ATTENDANCE = "attendanceThreads";

        // not a default candidate, so that other listeners keep the default executor
        @Bean(name = ATTENDANCE, defaultCandidate = false)
        ThreadPoolTaskExecutor attendance() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setCorePoolSize(2);
            executor.setMaxPoolSize(2);
            executor.setDaemon(true);
            executor.setThreadNamePrefix("attendance-");
            return executor;
        }
    }
}
