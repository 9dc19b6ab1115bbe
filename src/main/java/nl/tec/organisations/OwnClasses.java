package nl.tec.organisations;

import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.organisations.internal.OwnClassStore;
import org.springframework.stereotype.Service;

/** The classes of a school that are somebody's own: what a teacher wants to see first. Says nothing of what they may. */
@Service
public class OwnClasses {

    private final OwnClassStore store;

    OwnClasses(OwnClassStore store) {
        this.store = store;
    }

    /** The ids of the classes that somebody has marked. */
    public Set<Long> of(Actor actor) {
        return store.of(actor);
    }

    /** Marks a class as the actor's own, or no longer; false when it is not of a school they work at. */
    public boolean mark(Actor actor, long classId, boolean own) {
        return store.mark(actor, classId, own);
    }
}
