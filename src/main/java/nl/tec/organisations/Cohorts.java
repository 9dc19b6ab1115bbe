package nl.tec.organisations;

import java.util.Collection;
import nl.tec.organisations.internal.CohortStore;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Service;

/**
 * Maintains cohorts, the pupils who move up together (rules 1): all who leave group 8 of one school in the same summer; in VO, all who
 * started at one school, at one level, in one year. Reach is measured against their number per school year (rules 2.3, 2.7).
 */
@Service
public class Cohorts {

    private final CohortStore store;

    Cohorts(CohortStore store) {
        this.store = store;
    }

    /**
     * Creates the cohorts of a school year and updates their sizes, for all schools of these municipalities that had pupils. The source, in
     * this order: the school's own numbers if it has corrected its classes; the estimate from DUO's count of 1 October of that school year;
     * if DUO has not published that yet, last year's cohorts moved up a group, with group 1 the size of last year's group 1.
     *
     * <p>Idempotent. Publishes {@link ClassNumbersChanged} for every school whose numbers changed.
     *
     * @param municipalities CBS codes
     */
    public void ensure(SchoolYear year, Collection<String> municipalities) {
        store.ensure(year, municipalities);
    }
}
