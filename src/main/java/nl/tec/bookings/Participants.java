package nl.tec.bookings;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.shared.Audience;

/** The people who took part in sessions: how many, and whom one can write to afterwards. */
public interface Participants {

    /**
     * The number of people a session is for: as counted on the day, else as booked.
     *
     * @param pupils who come with a class
     * @param classes how many classes
     * @param adults who come along with the classes
     * @param individuals who signed up or walked in, by audience
     */
    record Expected(int pupils, int classes, int adults, Map<Audience, Integer> individuals) {}

    Expected expected(long sessionId);

    /**
     * Somebody who can be mailed about what it took part in.
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
     * Finds who came to sessions that ended in a period, as far as somebody recorded that. Of a class who booked it, or everybody who is
     * mailed about it when that person does not work at the school; of a course when it is over.
     *
     * @param from the first moment, and {@code until} the first after it
     */
    List<Participant> cameBetween(Instant from, Instant until);

    /** Everybody who is mailed about what is booked at sessions: of classes and sign-ups that are confirmed. */
    List<Participant> bookedAt(Collection<Long> sessionIds);

    /** Everybody who is mailed about these bookings of classes, in whatever state they are. */
    List<Participant> ofClasses(Collection<Long> bookingIds);
}
