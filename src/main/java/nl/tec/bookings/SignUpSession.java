package nl.tec.bookings;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.programme.Activity;
import nl.tec.programme.Session;
import nl.tec.shared.Money;
import nl.tec.venues.Venue;
import org.jspecify.annotations.Nullable;

/**
 * A session as somebody who signs up for it sees it.
 *
 * @param meetings of a course: all that are not called off, in order of time, this one among them; empty when it is no course
 * @param venue null when it is held at a school
 * @param free seats that are left; 0 when full
 * @param asked what the activity asks of everybody who signs up
 */
public record SignUpSession(
        Session session,
        Activity activity,
        @Nullable Venue venue,
        Openness openness,
        List<Session> meetings,
        int free,
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

    public SignUpQuestions questions() {
        return SignUpQuestions.of(activity.details().kind(), activity.details().forWhom());
    }

    /** As it turned out to be when the request was handled. */
    public SignUpSession with(Openness openness, int free) {
        return new SignUpSession(session, activity, venue, openness, meetings, free, asked);
    }

    /** The course whose meetings are signed up for together; null: it is no course. */
    public @Nullable Long courseId() {
        return session.course() == null ? null : session.seriesId();
    }

    /** Whether one signs up for several meetings at once. */
    public boolean course() {
        return meetings.size() > 1;
    }

    /** What one participant pays. */
    public Money cost() {
        return activity.details().terms().participant();
    }

    public String title(Locale language) {
        return activity.title().in(language);
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
