package nl.tec.reach;

import java.util.Collection;
import java.util.Set;
import nl.tec.reach.internal.CohortReachStore;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Maintains the number of pupils of each cohort who took part in each school year (rules 2.1-2.4 and 2.6). Pupils are never known by
 * name, so the number is computed from the head counts of the class parts that came; it counts distinct pupils and never exceeds the
 * size of the cohort.
 *
 * <p>Recomputing is idempotent and publishes {@link ReachChanged} in the same transaction.
 */
@Service
public class CohortReach {

    private final CohortReachStore store;
    private final ApplicationEventPublisher events;

    CohortReach(CohortReachStore store, ApplicationEventPublisher events) {
        this.store = store;
        this.events = events;
    }

    /** Recomputes the cohorts of a session after its attendance was recorded or corrected, including cohorts no longer in it. */
    @Transactional
    public void recomputeSession(long sessionId) {
        store.recompute(store.cohortsOfSession(sessionId));
        publishChange(store.schoolYearsOfSession(sessionId));
    }

    /** Recomputes all cohorts of schools whose head counts, classes or cohort sizes changed for a school year. */
    @Transactional
    public void recomputeSites(Collection<Long> siteIds, int schoolYear) {
        store.recompute(store.cohortsOfSites(siteIds));
        publishChange(Set.of(schoolYear));
    }

    /** Recomputes everything in a few statements, after a bulk load or to repair differences. */
    @Transactional
    public void recomputeAll() {
        store.recomputeAll();
        publishChange(store.schoolYears());
    }

    /** Recomputes everything without storing it and returns the number of cohorts and school years that differ from what is stored. */
    @Transactional(readOnly = true)
    public long differences() {
        return store.differences();
    }

    private void publishChange(Collection<Integer> schoolYears) {
        if (!schoolYears.isEmpty()) {
            events.publishEvent(new ReachChanged(Set.copyOf(schoolYears)));
        }
    }
}
