package nl.tec.bookings.internal;

import java.util.Optional;
import nl.tec.programme.ProgrammeTasks;
import org.springframework.stereotype.Component;

/** Coming visits of schools without any address to mail to: whatever happens to them, somebody has to phone. */
@Component
class UnreachableSchools implements ProgrammeTasks {

    private final BookingListQueries bookings;

    UnreachableSchools(BookingListQueries bookings) {
        this.bookings = bookings;
    }

    @Override
    public Optional<Item> waiting() {
        int count = bookings.countUnreachable();
        return count == 0
                ? Optional.empty()
                : Optional.of(new Item("bookings.unreachable", count, "/beheer/boekingen?toon=UNREACHABLE"));
    }
}
