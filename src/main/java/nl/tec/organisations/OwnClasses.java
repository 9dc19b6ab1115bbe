package nl.tec.organisations;

import java.util.Set;
import nl.tec.accounts.Actor;

/** Which classes of a school are somebody's own: what a teacher wants to see first. Says nothing of what they may. */
public interface OwnClasses {

    /** The ids of the classes that somebody has marked. */
    Set<Long> of(Actor actor);

    /** Marks a class as the actor's own, or no longer; false when it is not of a school they work at. */
    boolean mark(Actor actor, long classId, boolean own);
}
