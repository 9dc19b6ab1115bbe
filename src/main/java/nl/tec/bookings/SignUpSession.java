package nl.tec.bookings;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.programme.Activity;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.Session;
import nl.tec.shared.Money;
import nl.tec.venues.Venue;
import org.jspecify.annotations.Nullable;

/**
 * A session as seen by somebody who signs up for it; it stands for a course by its first meeting, and for several parts of an event by
 * the first part.
 *
 * @param meetings all meetings of the course, or chosen parts of the event, that are not called off, in order of time, including this
 *     one; empty for a single session
 * @param venue null if it is held at a school
 * @param free the number of free seats in every meeting or part; 0 if full
 * @param event the event whose parts were chosen together; null: it is one session, or a course
 * @param asked the questions of the activity, or of the activities of all chosen parts
 */
public record SignUpSession(
        Session session,
        Activity activity,
        @Nullable Venue venue,
        Openness openness,
        List<Session> meetings,
        int free,
        @Nullable ProgrammeEvent event,
        List<ActivityQuestion> asked) {

    public SignUpSession {
        meetings = List.copyOf(meetings);
        asked = List.copyOf(asked);
    }

    /** Whether people can sign up. */
    public enum Openness {
        OPEN,
        /** Called off, or no longer offered. */
        CANCELLED,
        /** Begun or over. */
        BEGUN,
        /** A school books it with a class. */
        FOR_CLASSES,
        /** People sign up at the organiser's own site. */
        ELSEWHERE
    }

    public long id() {
        return session.id();
    }

    /** Returns the questions of the form; combined over all chosen parts. */
    public SignUpQuestions questions() {
        SignUpQuestions asked =
                SignUpQuestions.of(activity.details().kind(), activity.details().forWhom());
        if (event != null) {
            for (Session part : meetings) {
                asked = asked.and(SignUpQuestions.of(part)).orElse(asked);
            }
        }
        return asked;
    }

    /** Returns the sessions whose seats are requested; of a course only the first, which stands for all. */
    public List<Long> sessionIds() {
        return event == null
                ? List.of(id())
                : meetings.stream().map(Session::id).toList();
    }

    /** Returns the path of its description page. */
    public String page() {
        return event == null ? "/activiteit/" + activity.slug() : "/evenement/" + event.slug();
    }

    /** Returns the page where one signs up for it. */
    public String signUpPage() {
        return event == null ? "/meedoen/" + id() : page();
    }

    /** Returns a copy with the state that was found when the request was handled. */
    public SignUpSession with(Openness openness, int free) {
        return new SignUpSession(session, activity, venue, openness, meetings, free, event, asked);
    }

    /** Returns the id of the course whose meetings are signed up for together; null: it is not a course. */
    public @Nullable Long courseId() {
        return session.course() == null ? null : session.seriesId();
    }

    /** Whether one signs up for several meetings, or parts of an event, at once. */
    public boolean course() {
        return meetings.size() > 1;
    }

    /** Returns what one participant pays. */
    public Money cost() {
        return activity.details().terms().participant();
    }

    /** Returns the title of the activity, or of the event if parts were chosen. */
    public String title(Locale language) {
        return (event == null ? activity.title() : event.title()).in(language);
    }

    /** Returns the name of the venue and its address. */
    public String where(Locale language) {
        return where(session, language);
    }

    /** Returns the venue of another meeting; with the address only if it is the venue of this session. */
    public String where(Session meeting, Locale language) {
        String name = meeting.where().venueName().in(language);
        return venue == null || !Objects.equals(meeting.where().venueId(), venue.id())
                ? name
                : Stream.of(name, venue.street(), venue.town())
                        .filter(Objects::nonNull)
                        .filter(part -> !part.isBlank())
                        .collect(Collectors.joining(", "));
    }
}
