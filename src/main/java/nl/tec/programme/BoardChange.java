package nl.tec.programme;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Something that was done on the planning board, to one session or several, and can still be undone.
 *
 * @param sessions how many
 * @param day of the first of them, before it was moved
 * @param finalAt when it cannot be undone any more and the mails go out
 * @param by the name of who did it
 */
public record BoardChange(long id, Kind kind, int sessions, LocalDate day, Instant finalAt, String by) {

    public enum Kind {
        MOVE,
        COPY,
        CANCEL
    }
}
