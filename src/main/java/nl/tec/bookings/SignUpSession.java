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
 * A session as somebody who signs up for it sees it; of a course the first meeting, of several parts of an event the first part.
 *
 * @param meetings of a course, or the chosen parts of an event: all that are not called off, in order of time, this one among them;
 *     empty when it is one session
 * @param venue null when it is held at a school
 * @param free seats that are left, in all meetings or parts; 0 when full
 * @param event whose parts were chosen together; null: it is one session, or a course
 * @param asked what the activity asks of everybody who signs up; of several parts, what each of their activities asks
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
        /** At the organiser's own site. */
        ELSEWHERE
    }

    public long id() {
        return session.id();
    }

    /** Of several parts what is asked for all of them. */
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

    /** The sessions whose seats are asked for; of a course only the first, which stands for all. */
    public List<Long> sessionIds() {
        return event == null
                ? List.of(id())
                : meetings.stream().map(Session::id).toList();
    }

    /** The page that tells about it. */
    public String page() {
        return event == null ? "/activiteit/" + activity.slug() : "/evenement/" + event.slug();
    }

    /** Returns the page where one signs up for it. */
    public String signUpPage() {
        return event == null ? "/meedoen/" + id() : page();
    }

    /** As it turned out to be when the request was handled. */
    public SignUpSession with(Openness openness, int free) {
        return new SignUpSession(session, activity, venue, openness, meetings, free, event, asked);
    }

    /** The course whose meetings are signed up for together; null: it is no course. */
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

    /** Of the activity; of several parts that of the event. */
    public String title(Locale language) {
        return (event == null ? activity.title() : event.title()).in(language);
    }

    /** The name of the place and its address. */
    public String where(Locale language) {
        return where(session, language);
    }

    /** The same of another meeting; the address only where we know it here. */
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
