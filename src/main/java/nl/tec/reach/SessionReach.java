package nl.tec.reach;

import java.time.LocalDate;

/**
 * People who came by themselves to a session. Numbers only; who they are is nobody's business here.
 *
 * @param came everybody known
 * @param first what it adds to the sessions before it in the period: these add up to the figure
 * @param walkIns anonymous, counted by head
 */
public record SessionReach(
        long sessionId, LocalDate day, String titleNl, String titleEn, long came, long first, long walkIns) {

    /** A place in the list of sessions, which is by day: after this one or, backwards, before it. */
    public record Key(LocalDate day, long sessionId, boolean backwards) {}
}
