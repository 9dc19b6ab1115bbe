package nl.tec.neighbours;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tec.bookings.BookedElsewhere.ElsewhereState;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * A visit of a class of ours that was booked at a neighbour, or requested there.
 *
 * @param key idempotency key of the booking
 * @param hub the name of the neighbour
 * @param title in Dutch only, as {@code place}
 * @param href its page there
 * @param cancelAsked whether the school has cancelled; the neighbour may not have been notified yet
 * @param cancelledBy null: not cancelled
 * @param reason of the neighbour; empty: none
 * @param failure of the last request to the neighbour; null: it succeeded
 * @param wanted numbers changed by the school that the neighbour has not confirmed yet; null: none
 * @param clash whether the class is elsewhere at that time, since the neighbour moved the visit
 * @param connected whether the hub is still a neighbour; otherwise it can be told nothing, and tells us nothing
 */
public record NeighbourBooking(
        long id,
        UUID key,
        String hub,
        String title,
        String href,
        String place,
        TimeSlot time,
        long siteId,
        String school,
        Sector sector,
        long classId,
        String label,
        int adults,
        ElsewhereState state,
        boolean cancelAsked,
        @Nullable Canceller cancelledBy,
        String reason,
        @Nullable NeighbourFailure failure,
        List<Part> parts,
        @Nullable Numbers wanted,
        boolean clash,
        boolean connected) {

    public enum Canceller {
        SCHOOL,
        HUB
    }

    /** @param present number of pupils who came, as the neighbour recorded it; null: not yet */
    public record Part(
            long classPartId,
            int grade,
            int pupils,
            @Nullable Integer present) {}

    /** The numbers of people who come. @param pupils by part of the class (its id) */
    public record Numbers(int adults, Map<Long, Integer> pupils) {}

    public Numbers numbers() {
        return new Numbers(adults, parts.stream().collect(Collectors.toMap(Part::classPartId, Part::pupils)));
    }

    public int pupils() {
        return parts.stream().mapToInt(Part::pupils).sum();
    }

    /** Returns the number of pupils who came; null: not recorded yet. */
    public @Nullable Integer present() {
        return parts.stream().allMatch(part -> part.present() == null)
                ? null
                : (Integer) parts.stream()
                        .map(Part::present)
                        .mapToInt(present -> present == null ? 0 : present)
                        .sum();
    }

    /** Whether it can still be cancelled here: until it begins. */
    public boolean cancellable(Instant now) {
        return !cancelAsked
                && (state == ElsewhereState.ASKED || state == ElsewhereState.BOOKED)
                && now.isBefore(time.start());
    }

    /** Whether the numbers can still be changed here. */
    public boolean resizable(Instant now) {
        return connected && cancellable(now);
    }
}
