package nl.tec.bookings;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.shared.Audience;

/** The participants of sessions: their numbers, and the recipients of mail afterwards. */
public interface Participants {

    /**
     * The number of participants of a session.
     *
     * @param pupils who come with a class: as counted on the day, otherwise as booked
     * @param classes how many classes
     * @param adults who come along with the classes
     * @param individuals who signed up, whether they came or not, and who walked in, by audience
     */
    record Expected(int pupils, int classes, int adults, Map<Audience, Integer> individuals) {}

    Expected expected(long sessionId);

    /**
     * A recipient of mail about a session.
     *
     * @param bookingId of the class, or the sign-up
     * @param sessionId of a course: its last meeting
     * @param audiences of a sign-up; empty for a class
     */
    record Participant(long bookingId, long sessionId, String email, Locale language, List<Audience> audiences) {

        public boolean ofClass() {
            return audiences.isEmpty();
        }
    }

    /**
     * Finds the recorded attendees of sessions that ended in a period. A class is represented by its booker, or by all its recipients if
     * the booker does not work at the school; a course counts once it is over.
     *
     * @param from inclusive; {@code until} is exclusive
     */
    List<Participant> attendedBetween(Instant from, Instant until);

    /** Returns the recipients of the confirmed class bookings and sign-ups of sessions. */
    List<Participant> bookedAt(Collection<Long> sessionIds);

    /** Returns the recipients of these class bookings, whatever their state. */
    List<Participant> ofClasses(Collection<Long> bookingIds);
}
