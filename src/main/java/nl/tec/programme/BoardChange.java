package nl.tec.programme;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A change on the planning board, of one or more sessions, that can still be undone.
 *
 * @param sessions the number of sessions
 * @param day of the first of them, before the change
 * @param finalAt the end of the undo window, when the mails go out
 * @param by the name of the author
 */
public record BoardChange(long id, Kind kind, int sessions, LocalDate day, Instant finalAt, String by) {

    public enum Kind {
        MOVE,
        COPY,
        CANCEL
    }
}
