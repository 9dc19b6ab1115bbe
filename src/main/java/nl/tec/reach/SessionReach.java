package nl.tec.reach;

import java.time.LocalDate;

/**
 * The number of individual visitors of a session. Deliberately contains no personal data.
 *
 * @param came the number of known people
 * @param first the number it adds to the earlier sessions in the period; these add up to the figure
 * @param walkIns the number of anonymous visitors, counted by head
 */
public record SessionReach(
        long sessionId, LocalDate day, String titleNl, String titleEn, long came, long first, long walkIns) {

    /** A position in the list of sessions ordered by day: after this session or, backwards, before it. */
    public record Key(LocalDate day, long sessionId, boolean backwards) {}
}
