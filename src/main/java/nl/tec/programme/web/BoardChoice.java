package nl.tec.programme.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import nl.tec.hub.Reply;
import nl.tec.programme.BoardChanges;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/** The sessions that were chosen on the planning board, and the way back to it, as every form of the board carries them along. */
@Component
class BoardChoice {

    /** The field with the ids of the sessions; the dragged one comes first. */
    static final String SESSIONS = "sessie";

    private final Sessions sessions;
    private final Clock clock;

    BoardChoice(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Returns the URL of the board that the user came from, on this day. */
    String board(FormData form, @Nullable LocalDate day) {
        return BoardPage.address(
                form.has("weergave", "dag") ? "dag" : "week",
                BoardPage.BY.containsKey(form.text("per")) ? form.text("per") : "ruimte",
                Objects.requireNonNullElse(day, Dates.today(clock)),
                form.id("plek"));
    }

    /** Warns on the board that no session was chosen. */
    View none(FormData form, Reply reply) {
        return reply.warn("board.nothingChosen", board(form, form.day("bord")));
    }

    /** Returns the chosen sessions in the order of the form. @throws NotFound if one does not exist */
    List<Session> sessions(FormData form) {
        List<Long> ids =
                form.ids(SESSIONS).stream().limit(BoardChanges.MAX_SESSIONS).toList();
        Map<Long, Session> found =
                sessions.list(ids).stream().collect(Collectors.toMap(Session::id, session -> session));
        return ids.stream()
                .map(id -> {
                    Session session = found.get(id);
                    if (session == null) {
                        throw new NotFound("session " + id);
                    }
                    return session;
                })
                .toList();
    }
}
