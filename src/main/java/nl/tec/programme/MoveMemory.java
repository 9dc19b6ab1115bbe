package nl.tec.programme;

import java.util.Collection;

/** The memory of what a move resets and that does not come back by itself when the move is undone; bookings implements it. */
public interface MoveMemory {

    /**
     * Returns what moving these sessions would reset: the answers of their guides, how classes come and until when offers stand.
     *
     * @return JSON
     */
    String remember(Collection<Long> sessionIds);

    /**
     * Puts it back, as far as nobody chose otherwise since. The sessions are where they were.
     *
     * @param remembered as {@link #remember} gave it
     */
    void restore(Collection<Long> sessionIds, String remembered);
}
