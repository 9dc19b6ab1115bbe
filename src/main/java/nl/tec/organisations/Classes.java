package nl.tec.organisations;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.organisations.internal.ClassEstimates;
import nl.tec.organisations.internal.ClassOrigins;
import nl.tec.organisations.internal.ClassQueries;
import nl.tec.organisations.internal.ClassStore;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The classes of schools per school year, with their head counts (rules 1). */
@Service
@Transactional
public class Classes {

    /** The maximum size of an estimated class; a larger group starts as parallel classes, 7a and 7b. */
    public static final int MAX_CLASS = 32;

    private final ClassStore store;

    private final Cohorts cohorts;

    private final ClassQueries queries;

    private final ClassEstimates estimates;

    private final ClassOrigins origins;

    Classes(ClassStore store, Cohorts cohorts, ClassQueries queries, ClassEstimates estimates, ClassOrigins origins) {
        this.store = store;
        this.cohorts = cohorts;
        this.queries = queries;
        this.estimates = estimates;
        this.origins = origins;
    }

    /**
     * Returns the classes of a school in a school year, ordered by group and label, without removed ones and without
     * {@link BookingGroups}.
     */
    @Transactional(readOnly = true)
    public List<SchoolClass> list(long siteId, SchoolYear year) {
        return queries.list(siteId, year);
    }

    /** Returns the classes of several schools, ordered by school, in one query. */
    public List<SchoolClass> list(Collection<Long> siteIds, SchoolYear year) {
        return queries.list(siteIds, year);
    }

    /** Finds a class, including a removed one, because visits refer to it. */
    @Transactional(readOnly = true)
    public Optional<SchoolClass> find(long classId) {
        return queries.list(List.of(classId)).stream().findFirst();
    }

    /** Returns the classes with these ids, as far as they exist, in one query. */
    @Transactional(readOnly = true)
    public List<SchoolClass> list(Collection<Long> classIds) {
        return queries.list(classIds);
    }

    /**
     * Creates classes for every primary school of these municipalities that has none yet in a school year, from the sizes of its cohorts
     * (after {@link Cohorts#ensure}): one class per group, or parallel ones of at most {@link #MAX_CLASS}. They are marked as estimates
     * until the school corrects them.
     *
     * @param municipalities CBS codes
     * @return the number of classes created
     */
    public int start(SchoolYear year, Collection<String> municipalities) {
        cohorts.ensure(year, municipalities);
        return start(year, municipalities, List.of());
    }

    /** Creates classes from the current cohorts, and updates existing classes that no school has corrected. */
    public int start(SchoolYear year, Collection<String> municipalities, Collection<Long> sites) {
        estimates.follow(year, municipalities, sites);
        int made = store.start(year, MAX_CLASS, municipalities, sites);
        origins.continueLastYear(year, null);
        return made;
    }
}
