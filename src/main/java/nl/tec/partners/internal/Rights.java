package nl.tec.partners.internal;

import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.shared.NotFound;

/** Checks the rights to read and change data of a partner (rules 9); without them it is reported as not found. */
public final class Rights {

    private Rights() {}

    public static boolean isProgrammeManager(Actor actor) {
        return actor.is(Role.PROGRAMME_MANAGER);
    }

    private static boolean canWrite(Actor actor, long organisationId) {
        return isProgrammeManager(actor) || actor.is(Role.PARTNER, organisationId);
    }

    /** Requires that the actor works for the partner, or is a programme manager. */
    public static void requireWriteAccess(Actor actor, long organisationId) {
        if (!canWrite(actor, organisationId)) {
            throw new NotFound("partner " + organisationId);
        }
    }

    public static void requireReadAccess(Actor actor, long organisationId) {
        if (!canWrite(actor, organisationId) && !actor.is(Role.BOARD, Role.MUNICIPALITY)) {
            throw new NotFound("partner " + organisationId);
        }
    }

    public static void requireProgrammeManager(Actor actor) {
        if (!isProgrammeManager(actor)) {
            throw new NotFound("for programme managers");
        }
    }
}
