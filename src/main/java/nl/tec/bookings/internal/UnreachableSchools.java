package nl.tec.bookings.internal;

import java.util.Optional;
import nl.tec.programme.ProgrammeTasks;
import org.springframework.stereotype.Component;

/** The task about upcoming visits without a recipient of mail: somebody has to phone those schools about any change. */
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
