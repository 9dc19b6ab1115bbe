package nl.tec.partners.internal;

import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.shared.NotFound;

/** The rights to see and change things of a partner (rules 9); for anybody else it does not exist. */
public final class Rights {

    private Rights() {}

    public static boolean maker(Actor actor) {
        return actor.is(Role.PROGRAMME_MANAGER);
    }

    public static boolean works(Actor actor, long organisationId) {
        return maker(actor) || actor.is(Role.PARTNER, organisationId);
    }

    /** Somebody of the partner, or a programme manager. */
    public static void mustWork(Actor actor, long organisationId) {
        if (!works(actor, organisationId)) {
            throw new NotFound("partner " + organisationId);
        }
    }

    public static void mustRead(Actor actor, long organisationId) {
        if (!works(actor, organisationId) && !actor.is(Role.BOARD, Role.MUNICIPALITY)) {
            throw new NotFound("partner " + organisationId);
        }
    }

    public static void mustBeMaker(Actor actor) {
        if (!maker(actor)) {
            throw new NotFound("for programme makers");
        }
    }
}
