package nl.tec.bookings.internal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.bookings.BookingKind;
import org.springframework.stereotype.Component;

/** Dispatches booking events to the {@link BookingNotifier} of the kind of booking. */
@Component
class BookingNotifiers {

    private final Map<BookingKind, BookingNotifier> notifiers;

    BookingNotifiers(List<BookingNotifier> notifiers) {
        this.notifiers = notifiers.stream().collect(Collectors.toMap(BookingNotifier::kind, Function.identity()));
    }

    void tell(BookingEvent event, BookingKind kind, long bookingId) {
        of(kind).tell(event, bookingId);
    }

    void notifyMoved(BookingKind kind, long bookingId, Before before) {
        of(kind).moved(bookingId, before);
    }

    private BookingNotifier of(BookingKind kind) {
        return Objects.requireNonNull(notifiers.get(kind), () -> "nobody notifies of " + kind);
    }
}
