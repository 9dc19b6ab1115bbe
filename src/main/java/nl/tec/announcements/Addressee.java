package nl.tec.announcements;

import java.util.List;
import java.util.Locale;

/**
 * A person who can be addressed.
 *
 * @param bookings the bookings or sign-ups concerned; empty for a guide
 * @param sessions the sessions concerned
 */
public record Addressee(AddresseeKind kind, String email, Locale language, List<Long> bookings, List<Long> sessions) {

    public Addressee {
        bookings = List.copyOf(bookings);
        sessions = List.copyOf(sessions);
    }
}
