package nl.tec.bookings;

import java.util.Collection;
import nl.tec.accounts.Actor;
import nl.tec.bookings.internal.BookingChanges;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records actions of other modules in the history of bookings. */
@Service
public class BookingHistory {

    /** The events that can be recorded; the text of each is {@code visit.event.<name>}. */
    public enum Event {
        /** A message that somebody of the hub wrote was put in the outbox. */
        MESSAGE,
        /** That message was withdrawn before it went out. */
        MESSAGE_WITHDRAWN
    }

    private final BookingChanges changes;

    BookingHistory(BookingChanges changes) {
        this.changes = changes;
    }

    /** @param messageId the id for {@link MessageSubjects} */
    @Transactional
    public void note(Collection<Long> bookingIds, Event event, long messageId, Actor by) {
        changes.noteMessage(bookingIds, event.name(), messageId, by);
    }
}
