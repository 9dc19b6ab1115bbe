package nl.tec.organisations;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.shared.SchoolYear;

/** The classes of schools per school year, with their head counts (rules 1). */
public interface Classes {

    /** A group with more pupils starts as parallel classes, 7a and 7b. */
    int MAX_CLASS = 32;

    /**
     * The classes of a school in a school year, in order of group and label; those that were removed, and groups that were only
     * made to book with ({@link BookingGroups}), are not among them.
     */
    List<SchoolClass> list(long siteId, SchoolYear year);

    /** The same of several schools, by school; one query. */
    List<SchoolClass> list(Collection<Long> siteIds, SchoolYear year);

    /** A class by its id; also one that was removed, because visits refer to it. */
    Optional<SchoolClass> find(long classId);

    /** Those of these ids that there are; one query. */
    List<SchoolClass> list(Collection<Long> classIds);

    /**
     * Gives every primary school of these municipalities that has no classes yet in a school year its classes, from the numbers of its
     * cohorts ({@link Cohorts#ensure}, which this does first): one class per group, or parallel ones of at most
     * {@link #MAX_CLASS}. They are estimates and say so until the school corrects them.
     *
     * @param municipalities CBS codes
     * @return how many classes were made
     */
    int start(SchoolYear year, Collection<String> municipalities);
}
