package nl.tec.organisations;

import nl.tec.accounts.Actor;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;

/**
 * Groups that secondary and vocational schools book with: a year of study, a level and a number of pupils (rules 1.5). A group
 * is a {@link SchoolClass} of its own, {@code 2 havo}, so that everything that can be done with a class can be done with it; it
 * is not one of the classes the school has. One that nothing was done with is gone the next night.
 */
public interface BookingGroups {

    /** Most pupils one group can have: several classes can come together. */
    int MAX_PUPILS = 200;

    /**
     * What a school says of a group.
     *
     * @param year of study
     * @param level null when none was chosen
     */
    record Numbers(int year, @Nullable StudyLevel level, int pupils) {}

    /** What is wrong with these numbers for a school. */
    Problems check(SchoolSite school, Numbers numbers);

    /**
     * A group with other pupils than those of the groups that are used; one that was made and not used is taken again.
     * The fields of problems are {@code leerjaar}, {@code niveau} and {@code leerlingen}.
     *
     * @throws nl.tec.shared.NotFound when there is no such school for this actor, or it books with its classes
     */
    Outcome<SchoolClass> make(Actor actor, long siteId, SchoolYear schoolYear, Numbers numbers);
}
