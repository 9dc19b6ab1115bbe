package nl.tec.programme;

import java.util.Collection;

/** Saves and restores the data that a move resets, so that it can be undone. Implemented by bookings. */
public interface MoveMemory {

    /**
     * Returns what moving these sessions would reset: the answers of their guides, chosen transport and deadlines of seat offers.
     *
     * @return JSON
     */
    String remember(Collection<Long> sessionIds);

    /**
     * Restores the saved data, except where somebody changed them since. Call after moving the sessions back.
     *
     * @param remembered the result of {@link #remember}
     */
    void restore(Collection<Long> sessionIds, String remembered);
}
