package nl.tec.organisations;

import java.util.OptionalInt;
import nl.tec.accounts.Actor;
import nl.tec.shared.Outcome;
import nl.tec.shared.SchoolYear;

/**
 * Correcting the classes of a school (rules 1): by who works there, for this school year and the next, and by the programme
 * makers for any. Each change goes with the sizes of the cohorts in one transaction and is told by {@link ClassNumbersChanged}.
 */
public interface ClassChanges {

    /** Most pupils one class can have; above it somebody has filled in a whole year. */
    int MAX_PUPILS = 60;

    /**
     * Gives a school that has no classes in a school year those of the public counts, as {@link Classes#start} does for all
     * schools of the hub's municipalities.
     *
     * @return how many; 0 when there is no count or there are classes, empty when there is no such school for this actor
     */
    OptionalInt start(Actor actor, long siteId, SchoolYear year);

    /**
     * What is filled in is how it is from now on; groups that are left out are no longer in the class. The fields
     * of its problems are those of the form: {@code label}, {@code level}, {@code groep7}; {@code ""} for the form as a whole.
     */
    Outcome<Long> correct(Actor actor, long classId, ClassNumbers numbers);

    Outcome<Long> add(Actor actor, long siteId, SchoolYear year, ClassNumbers numbers);

    /** The class is no longer there. What was recorded of it stays, and so do its bookings, which the school cancels itself. */
    void remove(Actor actor, long classId);

    /** Takes back {@link #remove}. Refused when there is a class of that name by now. */
    Outcome<Long> restore(Actor actor, long classId);
}
