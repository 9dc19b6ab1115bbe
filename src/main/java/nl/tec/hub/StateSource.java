package nl.tec.hub;

import java.util.List;

/**
 * The health checks of a module, for the administrator's status page and its alert mails. Each module with checks has a bean; checks of
 * the same level are listed in bean order.
 */
public interface StateSource {

    /** Runs the checks; empty if none applies. */
    List<StateCheck> look();

    /** Whether its checks are a few cheap queries, so that a machine that watches over the program may have them every few seconds. */
    default boolean cheap() {
        return false;
    }
}
