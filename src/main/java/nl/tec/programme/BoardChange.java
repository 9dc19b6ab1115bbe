package nl.tec.programme;

import java.time.Instant;
import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A change on the planning board, of one or more sessions, that can still be undone.
 *
 * @param sessions the number of sessions
 * @param day of the first of them, before the change
 * @param finalAt the end of the undo window, when the mails go out
 * @param by the name of the author. @param accountId of the author
 * @param activity the title of the activity that is cancelled with its sessions; null: only sessions
 */
public record BoardChange(
        long id,
        Kind kind,
        int sessions,
        LocalDate day,
        Instant finalAt,
        String by,
        long accountId,
        @Nullable Bilingual activity) {

    public enum Kind {
        MOVE,
        COPY,
        CANCEL
    }
}
