package nl.tec.results.internal;

import java.util.Collections;
import java.util.Set;
import nl.tec.bookings.AttendanceRecorded;
import nl.tec.feedback.AnswersCounted;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.SettingsChanged;
import nl.tec.organisations.ClassNumbersChanged;
import nl.tec.organisations.ExamsImported;
import nl.tec.partners.ConnectionsChanged;
import nl.tec.results.Figures;
import nl.tec.results.FiguresStale;
import nl.tec.results.KpiChanged;
import nl.tec.results.Reach;
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
 * Keeps reach and the figures up to date with what happens in the modules below. Doing it twice changes nothing.
 *
 * <p>What somebody waits for does not queue behind what is much: attendance and measuring have threads of their own, the
 * numbers of a whole country have those of all listeners.
 */
@Component
class ResultsUpdater {

    /** What a change of can change a figure. */
    private static final Set<Setting> SETTINGS = Set.of(
            Setting.MUNICIPALITIES,
            Setting.FIRST_SCHOOL_YEAR,
            Setting.TECHNICAL_PROFILES,
            Setting.PROFILE_BASELINE_YEAR);

    private final Reach reach;
    private final Figures figures;

    ResultsUpdater(Reach reach, Figures figures) {
        this.reach = reach;
        this.figures = figures;
    }

    @Async(Threads.ATTENDANCE)
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    @TransactionalEventListener
    public void on(AttendanceRecorded event) {
        reach.recomputeSession(event.sessionId());
    }

    @ApplicationModuleListener
    void on(ClassNumbersChanged event) {
        reach.recomputeSites(event.siteIds(), event.schoolYear());
    }

    @ApplicationModuleListener
    void on(ExamsImported event) {
        figures.stale();
    }

    @ApplicationModuleListener
    void on(ConnectionsChanged event) {
        figures.stale();
    }

    @ApplicationModuleListener
    void on(AnswersCounted event) {
        figures.stale();
    }

    @ApplicationModuleListener
    void on(KpiChanged event) {
        figures.stale();
    }

    @ApplicationModuleListener
    void on(SettingsChanged event) {
        if (!Collections.disjoint(event.settings(), SETTINGS)) {
            figures.stale();
        }
    }

    @Async(Threads.MEASURING)
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    @TransactionalEventListener
    public void on(FiguresStale event) {
        figures.refresh(event.years());
    }

    /** The threads of listeners that are not to wait for others. */
    @Configuration(proxyBeanMethods = false)
    static class Threads {

        static final String ATTENDANCE = "attendanceThreads";
        static final String MEASURING = "measuringThreads";

        // not for others, so that the threads of all other listeners stay what they are
        @Bean(name = ATTENDANCE, defaultCandidate = false)
        ThreadPoolTaskExecutor attendance() {
            return threads("attendance-");
        }

        @Bean(name = MEASURING, defaultCandidate = false)
        ThreadPoolTaskExecutor measuring() {
            return threads("measuring-");
        }

        private static ThreadPoolTaskExecutor threads(String name) {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setCorePoolSize(2);
            executor.setMaxPoolSize(2);
            executor.setDaemon(true);
            executor.setThreadNamePrefix(name);
            return executor;
        }
    }
}
