package nl.tec.reach;

import java.util.Collection;
import java.util.Set;
import nl.tec.reach.internal.CohortReachStore;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps how many pupils of each cohort took part in each school year (rules 2.1-2.4 and 2.6). Pupils are never known by name, so it
 * is computed from the head counts of the class parts that came; it is a distinct count and never more than there are.
 *
 * <p>Computing it again changes nothing. Every method publishes {@link ReachChanged} in its transaction.
 */
@Service
public class CohortReach {

    private final CohortReachStore store;
    private final ApplicationEventPublisher events;

    CohortReach(CohortReachStore store, ApplicationEventPublisher events) {
        this.store = store;
        this.events = events;
    }

    /** Attendance of this session was recorded or corrected: all cohorts it touches, also those that are in it no more. */
    @Transactional
    public void recomputeSession(long sessionId) {
        store.recompute(store.cohortsOfSession(sessionId));
        announce(store.schoolYearsOfSession(sessionId));
    }

    /** Head counts, classes or cohort sizes of schools have changed for a school year: all their cohorts. */
    @Transactional
    public void recomputeSites(Collection<Long> siteIds, int schoolYear) {
        store.recompute(store.cohortsOfSites(siteIds));
        announce(Set.of(schoolYear));
    }

    /** Everything, in a few statements: after loading many records at once, and for who wants to be sure. */
    @Transactional
    public void recomputeAll() {
        store.recomputeAll();
        announce(store.schoolYears());
    }

    /** Computes everything beside what is kept, and answers for how many cohorts and school years the two differ. */
    @Transactional(readOnly = true)
    public long differences() {
        return store.differences();
    }

    private void announce(Collection<Integer> schoolYears) {
        if (!schoolYears.isEmpty()) {
            events.publishEvent(new ReachChanged(Set.copyOf(schoolYears)));
        }
    }
}
