package nl.tec.bookings;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tec.bookings.SignUpSession.Openness;
import nl.tec.bookings.internal.SignUpSessions;
import nl.tec.bookings.internal.Sql;
import nl.tec.bookings.internal.WaitingList;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.ProgrammeEvents;
import nl.tec.programme.Session;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/**
 * All-or-nothing sign-up for several parts of an event (rules 3.12, decision 0067). The selection becomes one {@link SignUpSession},
 * and from there on it is a regular sign-up, with one mail, one link and one code.
 */
@Service
public class EventSignUps {

    public static final int MAX_PARTS = 10;

    /** The error of the trigger that rejects overlapping parts of a sign-up. */
    private static final String AT_ONCE = "parts_not_at_once";

    private final ProgrammeEvents events;
    private final SignUps signUps;
    private final SignUpSessions sessions;
    private final WaitingList waitingList;

    EventSignUps(ProgrammeEvents events, SignUps signUps, SignUpSessions sessions, WaitingList waitingList) {
        this.events = events;
        this.signUps = signUps;
        this.sessions = sessions;
        this.waitingList = waitingList;
    }

    /**
     * The selected parts.
     *
     * @param parts the parts that are open for sign-up, in order of time
     * @param together all of them combined; null if there are none
     * @param problems why they cannot be combined, on the field {@link ProgrammeEvents#PARTS}; empty if they can
     */
    public record Choice(List<Session> parts, @Nullable SignUpSession together, Problems problems) {

        public Choice {
            parts = List.copyOf(parts);
        }

        /** Returns the parts with too few free seats for this number of people. */
        public List<Session> withTooFewSeats(int people) {
            return parts.stream()
                    .filter(part ->
                            part.availability() != null && part.availability().free() < people)
                    .toList();
        }
    }

    /** Resolves the selected parts in their current state, after expiring what is due in these sessions. */
    public Choice choose(ProgrammeEvent event, Collection<Long> chosen) {
        Set<Long> ids = new HashSet<>(chosen);
        waitingList.expireAndPromote(ids);
        List<Session> parts = events.parts(event).stream()
                .map(ProgrammeEvent.Part::session)
                .filter(session -> ids.contains(session.id()) && sessions.openness(session) == Openness.OPEN)
                .filter(Session::combines)
                .toList();
        Problems problems = new Problems()
                .addIf(ids.isEmpty(), ProgrammeEvents.PARTS, "signup.event.none")
                .addIf(parts.size() < ids.size(), ProgrammeEvents.PARTS, "signup.event.gone")
                .addIf(parts.size() > MAX_PARTS, ProgrammeEvents.PARTS, "signup.event.many", MAX_PARTS);
        apart(parts, problems);
        alike(parts, problems);
        return new Choice(parts, parts.isEmpty() ? null : sessions.together(parts, event), problems);
    }

    private static void apart(List<Session> parts, Problems problems) {
        for (int at = 0; at < parts.size(); at++) {
            Session part = parts.get(at);
            parts.subList(at + 1, parts.size()).stream()
                    .filter(later -> part.slot().overlaps(later.slot()))
                    .forEach(later ->
                            problems.add(ProgrammeEvents.PARTS, "signup.event.overlap", title(part), title(later)));
        }
    }

    /** Adds a problem for parts with different questions: nobody gives data that one of the parts does not need. */
    private static void alike(List<Session> parts, Problems problems) {
        SignUpQuestions asked = null;
        for (Session part : parts) {
            SignUpQuestions questions = SignUpQuestions.of(part);
            Optional<SignUpQuestions> both = asked == null ? Optional.of(questions) : asked.and(questions);
            problems.addIf(both.isEmpty(), ProgrammeEvents.PARTS, "signup.event.others", title(part));
            asked = both.orElse(asked);
        }
    }

    private static String title(Session part) {
        return part.activity().title().in(LocaleContextHolder.getLocale());
    }

    /** Signs up for all parts or none. @param command of a {@link Choice} without problems */
    public SignUpResult signUp(SignUpVisitors command) {
        try {
            return signUps.signUp(command);
        } catch (DataIntegrityViolationException e) {
            if (Sql.constraint(e).equals(AT_ONCE)) {
                // a part was rescheduled since it was read
                return new SignUpResult.Refused(new Problems().add(ProgrammeEvents.PARTS, "signup.event.moved"));
            }
            throw e;
        }
    }
}
