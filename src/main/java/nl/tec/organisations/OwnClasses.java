package nl.tec.organisations;

import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.organisations.internal.OwnClassStore;
import org.springframework.stereotype.Service;

/** Keeps which classes somebody has marked as their own, to show them first. It gives no rights. */
@Service
public class OwnClasses {

    private final OwnClassStore store;

    OwnClasses(OwnClassStore store) {
        this.store = store;
    }

    /** Returns the ids of the classes that the actor has marked. */
    public Set<Long> of(Actor actor) {
        return store.of(actor);
    }

    /** Marks or unmarks a class as the actor's own. @return false if the actor does not work at its school */
    public boolean mark(Actor actor, long classId, boolean own) {
        return store.mark(actor, classId, own);
    }
}
