package nl.tec.neighbours.internal;

import java.util.ArrayList;
import java.util.List;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import nl.tec.neighbours.Neighbour;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The checks of neighbours that are unreadable or do not respond. */
@Component
@Order(4)
class NeighbourState implements StateSource {

    private static final String PAGE = "/admin/buurhubs";

    private final NeighbourStore store;
    private final NeighbourBookingQueries bookings;
    private final Texts texts;

    NeighbourState(NeighbourStore store, NeighbourBookingQueries bookings, Texts texts) {
        this.store = store;
        this.bookings = bookings;
        this.texts = texts;
    }

    @Override
    public List<StateCheck> look() {
        List<StateCheck> found = new ArrayList<>();
        // only a note: without their programme, the rest of the hub works
        List<String> failing = store.list().stream()
                .filter(one -> one.on() && one.failure() != null)
                .map(Neighbour::name)
                .toList();
        if (!failing.isEmpty()) {
            found.add(StateCheck.of(
                    texts, "neighbours", Level.NOTE, PAGE, "state.neighbours.failing", String.join(", ", failing)));
        }
        // an alarm: teachers are waiting for an answer
        List<String> silent = bookings.silent();
        if (!silent.isEmpty()) {
            found.add(StateCheck.of(
                    texts,
                    "neighbour-bookings",
                    Level.BAD,
                    PAGE,
                    "state.neighbourBookings.silent",
                    String.join(", ", silent)));
        }
        return found;
    }
}
