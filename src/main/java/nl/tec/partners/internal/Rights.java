package nl.tec.partners.internal;

import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;

/** Read access to the records of a partner (rules 9); for anybody else they do not exist. */
public final class Rights {

    private Rights() {}

    public static void requireReadAccess(Actor actor, long organisationId) {
        if (!actor.is(Role.BOARD, Role.MUNICIPALITY)) {
            actor.requireManagesPartner(organisationId);
        }
    }
}
