package nl.tec.feedback;

import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;

/**
 * The sessions whose results somebody may see (rules 9): all, or those they guided, their school came to, or their organisation held.
 *
 * @param guide account id of the guide; 0: not a guide
 * @param sites the schools of the account
 * @param organisations the organisations of the account
 */
public record SatisfactionScope(boolean all, long guide, List<Long> sites, List<Long> organisations) {

    public static final SatisfactionScope ALL = new SatisfactionScope(true, 0, List.of(), List.of());

    public static SatisfactionScope of(Actor actor) {
        if (actor.is(Role.PROGRAMME_MANAGER, Role.BOARD, Role.MUNICIPALITY, Role.ADMINISTRATOR)) {
            return ALL;
        }
        return new SatisfactionScope(
                false,
                actor.is(Role.PROFESSIONAL, Role.AMBASSADOR) ? actor.accountId() : 0,
                actor.schools(),
                actor.organisations(Role.PARTNER));
    }
}
