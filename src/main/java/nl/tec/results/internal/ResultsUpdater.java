package nl.tec.results.internal;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import nl.tec.feedback.AnswersCounted;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.SettingsChanged;
import nl.tec.organisations.ExamsImported;
import nl.tec.organisations.OrganisationEnded;
import nl.tec.partners.ConnectionsChanged;
import nl.tec.reach.ReachChanged;
import nl.tec.results.Figures;
import nl.tec.results.FiguresStale;
import nl.tec.results.KpiChanged;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Keeps the figures up to date with events of lower modules. Idempotent. Measuring has its own threads, so that it does not queue
 * behind other listeners.
 */
@Component
class ResultsUpdater {

    /** The settings that affect figures. */
    private static final Set<Setting> SETTINGS = Set.of(
            Setting.MUNICIPALITIES,
            Setting.FIRST_SCHOOL_YEAR,
            Setting.TECHNICAL_PROFILES,
            Setting.PROFILE_BASELINE_YEAR);

    private final Figures figures;

    ResultsUpdater(Figures figures) {
        this.figures = figures;
    }

    /**
     * Marks years as stale in the transaction that stores reach, so that no change is missed. A school year affects the target of
     * its own year or the next, whatever the period of the KPI, and its count is the fallback for the year after.
     */
    @EventListener
    void on(ReachChanged event) {
        Set<Integer> years = new TreeSet<>();
        for (int year : event.schoolYears()) {
            years.addAll(Set.of(year, year + 1, year + 2));
        }
        figures.markStale(years);
    }

    @ApplicationModuleListener
    void on(ExamsImported event) {
        figures.markStale();
    }

    @ApplicationModuleListener
    void on(ConnectionsChanged event) {
        figures.markStale();
    }

    @ApplicationModuleListener
    void on(OrganisationEnded event) {
        figures.markStale();
    }

    @ApplicationModuleListener
    void on(AnswersCounted event) {
        figures.markStale();
    }

    @ApplicationModuleListener
    void on(KpiChanged event) {
        figures.markStale();
    }

    @ApplicationModuleListener
    void on(SettingsChanged event) {
        if (!Collections.disjoint(event.settings(), SETTINGS)) {
            figures.markStale();
        }
    }

    @Async(Threads.MEASURING)
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    @TransactionalEventListener
    public void on(FiguresStale event) {
        figures.refresh(event.years());
    }

    @Configuration(proxyBeanMethods = false)
    static class Threads {

        static final String MEASURING = "measuringThreads";

        // not a default candidate, so that other listeners keep the default executor
        @Bean(name = MEASURING, defaultCandidate = false)
        ThreadPoolTaskExecutor measuring() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setCorePoolSize(2);
            executor.setMaxPoolSize(2);
            executor.setDaemon(true);
            executor.setThreadNamePrefix("measuring-");
            return executor;
        }
    }
}
