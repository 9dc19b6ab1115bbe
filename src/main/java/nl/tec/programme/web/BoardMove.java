package nl.tec.programme.web;

import java.util.List;
import nl.tec.programme.OddTime;
import nl.tec.programme.Session;
import nl.tec.programme.SessionBookings;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;

/**
 * The outcome of a dry run of a move.
 *
 * @param told the recipients of mail about it
 * @param odd the unusual times
 * @param instead alternatives, for a single session that cannot move
 */
public record BoardMove(
        List<Attempt> attempts, SessionBookings.Recipients told, List<OddTime> odd, List<SessionDetails> instead) {

    /** One session with its new details and the result. */
    public record Attempt(Session session, SessionDetails details, Sessions.Result result) {

        public boolean possible() {
            return result instanceof Sessions.Saved;
        }
    }

    /** Whether only rooms change, which is not notified. */
    public boolean onlyRooms() {
        return attempts.stream().noneMatch(each -> each.details().moves(each.session()));
    }

    public boolean possible() {
        return attempts.stream().allMatch(Attempt::possible);
    }
}
