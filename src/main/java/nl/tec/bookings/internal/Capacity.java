package nl.tec.bookings.internal;

import java.time.Instant;
import nl.tec.bookings.BookingKind;

/**
 * The total and taken capacity of a session: a row of {@code session_capacity}.
 *
 * @param bookableUntil the start of the session
 * @param capacity in participants; {@code classCapacity} in classes
 */
record Capacity(
        long sessionId,
        boolean open,
        Instant bookableUntil,
        int capacity,
        int classCapacity,
        int taken,
        int classesTaken) {

    boolean fits(BookingKind kind, int participants) {
        return taken + participants <= capacity && (kind == BookingKind.INDIVIDUAL || classesTaken < classCapacity);
    }

    int free() {
        return capacity - taken;
    }
}
