package nl.tec.announcements;

import java.util.List;
import java.util.Locale;

/**
 * Somebody who can be addressed.
 *
 * @param bookings of its classes, or its sign-ups; none of a guide
 * @param sessions that it is addressed about
 */
public record Addressee(
        AddresseeKind kind, String email, Locale language, List<Long> bookings, List<Long> sessions) {

    public Addressee {
        bookings = List.copyOf(bookings);
        sessions = List.copyOf(sessions);
    }
}
