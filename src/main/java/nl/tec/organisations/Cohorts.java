package nl.tec.organisations;

import java.util.Collection;
import nl.tec.organisations.internal.CohortStore;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Service;

/**
 * The pupils who move up together (rules 1): all who leave group 8 of one school in the same summer; of VO, all who started at
 * one school, at one level, in one year. Their number per school year is what reach is measured against (rules 2.3, 2.7).
 */
@Service
public class Cohorts {

    private final CohortStore store;

    Cohorts(CohortStore store) {
        this.store = store;
    }

    /**
     * Makes the cohorts of a school year and says how many pupils each has, for all schools of these municipalities that had
     * pupils. In this order: the school's own numbers where it corrected its classes; else the estimate from DUO's count of
     * 1 October of that school year; else, when DUO's count is not there yet, last year's moved up a group, with group 1 as
     * last year's group 1.
     *
     * <p>Doing it again changes only what has become known since. Tells {@link ClassNumbersChanged} of every school whose
     * numbers changed.
     *
     * @param municipalities CBS codes
     */
    public void ensure(SchoolYear year, Collection<String> municipalities) {
        store.ensure(year, municipalities);
    }
}
