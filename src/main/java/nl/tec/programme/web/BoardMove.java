package nl.tec.programme.web;

import java.util.List;
import nl.tec.programme.OddTime;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.SessionObserver;
import nl.tec.programme.Sessions;

/**
 * The outcome that moving sessions would have.
 *
 * @param told who is mailed
 * @param odd the times that are odd
 * @param instead of one session that cannot: what is free nearby
 */
public record BoardMove(
        List<Attempt> attempts, SessionObserver.Told told, List<OddTime> odd, List<SessionDetails> instead) {

    /** One session, what it would become and whether it can. */
    public record Attempt(Session session, SessionDetails details, Sessions.Result result) {

        public boolean possible() {
            return result instanceof Sessions.Saved;
        }
    }

    /** Whether nothing but the room changes, of which nobody is told. */
    public boolean onlyRooms() {
        return attempts.stream().noneMatch(each -> each.details().moves(each.session()));
    }

    public boolean possible() {
        return attempts.stream().allMatch(Attempt::possible);
    }
}
