package nl.tec.participation;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.places.Place;
import nl.tec.programme.Activity;
import nl.tec.programme.Session;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A session as somebody who signs up for it sees it.
 *
 * @param place null when it is held at a school
 */
public record SignUpSession(
        Session session, Activity activity, @Nullable Place place, Openness openness) {

    /** Whether people can sign up. */
    public enum Openness {
        OPEN,
        /** Called off, or no longer offered. */
        CANCELLED,
        /** Begun or over. */
        BEGUN,
        /** A school books it with a class. */
        FOR_CLASSES
    }

    public long id() {
        return session.id();
    }

    public SignUpQuestions questions() {
        return SignUpQuestions.of(activity.details().kind(), activity.details().forWhom());
    }

    /** Places left; 0 when full. */
    public int free() {
        Session.Availability availability = session.availability();
        return availability == null ? 0 : Math.max(0, availability.free());
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
        String name = session.where().placeName().in(language);
        return place == null
                ? name
                : Stream.of(name, place.street(), place.town())
                        .filter(Objects::nonNull)
                        .filter(part -> !part.isBlank())
                        .collect(Collectors.joining(", "));
    }
}
