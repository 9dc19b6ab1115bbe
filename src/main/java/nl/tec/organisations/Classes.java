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

    /** A group with more pupils starts as parallel classes, 7a and 7b. */
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
     * The classes of a school in a school year, in order of group and label; those that were removed, and groups that were only
     * made to book with ({@link BookingGroups}), are not among them.
     */
    @Transactional(readOnly = true)
    public List<SchoolClass> list(long siteId, SchoolYear year) {
        return queries.list(siteId, year);
    }

    /** The same of several schools, by school; one query. */
    public List<SchoolClass> list(Collection<Long> siteIds, SchoolYear year) {
        return queries.list(siteIds, year);
    }

    /** A class by its id; also one that was removed, because visits refer to it. */
    @Transactional(readOnly = true)
    public Optional<SchoolClass> find(long classId) {
        return queries.list(List.of(classId)).stream().findFirst();
    }

    /** Those of these ids that there are; one query. */
    @Transactional(readOnly = true)
    public List<SchoolClass> list(Collection<Long> classIds) {
        return queries.list(classIds);
    }

    /**
     * Gives every primary school of these municipalities that has no classes yet in a school year its classes, from the numbers of its
     * cohorts ({@link Cohorts#ensure}, which this does first): one class per group, or parallel ones of at most
     * {@link #MAX_CLASS}. They are estimates and say so until the school corrects them.
     *
     * @param municipalities CBS codes
     * @return how many classes were made
     */
    public int start(SchoolYear year, Collection<String> municipalities) {
        cohorts.ensure(year, municipalities);
        return start(year, municipalities, List.of());
    }

    /** Of the cohorts as they stand. Classes that are there already and that no school corrected follow them. */
    public int start(SchoolYear year, Collection<String> municipalities, Collection<Long> sites) {
        estimates.follow(year, municipalities, sites);
        int made = store.start(year, MAX_CLASS, municipalities, sites);
        origins.continueLastYear(year, null);
        return made;
    }
}
