package nl.tec.bookings.internal;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUpSession;
import nl.tec.programme.Calendar;
import nl.tec.programme.Session;
import org.springframework.stereotype.Component;

/** The dates of a recurring activity with a sign-up per date, unlike a course. */
@Component
public class Meetings {

    private final Calendar calendar;
    private final SignUpQueries signUps;
    private final Clock clock;

    Meetings(Calendar calendar, SignUpQueries signUps, Clock clock) {
        this.calendar = calendar;
        this.signUps = signUps;
        this.clock = clock;
    }

    /** Returns all dates, including this session, by time; empty if the session stands by itself. */
    public List<Session> of(SignUpSession session) {
        Long series = session.session().seriesId();
        if (series == null
                || session.event() != null
                || session.session().course() != null
                || session.activity().details().duration().meetings() == 1) {
            return List.of();
        }
        List<Session> all = calendar.ofSeries(series);
        return all.size() > 1 ? all : List.of();
    }

    /** Returns the upcoming dates that this visitor is not signed up for yet. */
    public List<Session> left(SignUp signUp) {
        List<Session> all = of(signUp.session());
        if (all.isEmpty()) {
            return all;
        }
        Set<Long> done = new HashSet<>(signUp.email() == null ? List.of() : signUps.activeSessions(signUp.email()));
        done.add(signUp.session().id());
        return all.stream()
                .filter(session -> !done.contains(session.id()))
                .filter(session -> clock.instant().isBefore(session.slot().start()))
                .toList();
    }
}
