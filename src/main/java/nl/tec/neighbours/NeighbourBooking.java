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
 * A visit of a class of ours that was booked at a neighbour, or asked there.
 *
 * @param key with which it is booked there
 * @param hub the name of the neighbour
 * @param title in Dutch only, as {@code place}
 * @param href its page there
 * @param cancelAsked the school has cancelled; the neighbour may not know it yet
 * @param cancelledBy null: it was not cancelled
 * @param reason as the neighbour says it; empty: it said nothing
 * @param failure why the neighbour gave no answer the last time; null: it did
 * @param wanted what the school changed the numbers to, until the neighbour knows; null: nothing
 * @param clash whether the class is somewhere else at that time, since the neighbour moved the visit
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
        boolean clash) {

    public enum Canceller {
        SCHOOL,
        HUB
    }

    /** @param present how many came, as the neighbour recorded it; null: not yet */
    public record Part(
            long classPartId,
            int grade,
            int pupils,
            @Nullable Integer present) {}

    /** How many come. @param pupils by part of the class (its id) */
    public record Numbers(int adults, Map<Long, Integer> pupils) {}

    /** Returns the booked numbers. */
    public Numbers numbers() {
        return new Numbers(adults, parts.stream().collect(Collectors.toMap(Part::classPartId, Part::pupils)));
    }

    public int pupils() {
        return parts.stream().mapToInt(Part::pupils).sum();
    }

    /** The number of pupils who came; null: nobody recorded it yet. */
    public @Nullable Integer present() {
        return parts.stream().allMatch(part -> part.present() == null)
                ? null
                : (Integer) parts.stream()
                        .map(Part::present)
                        .mapToInt(present -> present == null ? 0 : present)
                        .sum();
    }

    /** Whether it can still be cancelled here. */
    public boolean cancellable() {
        return !cancelAsked && (state == ElsewhereState.ASKED || state == ElsewhereState.BOOKED);
    }

    /** Whether how many come can still be changed here. */
    public boolean resizable(Instant now) {
        return cancellable() && now.isBefore(time.start());
    }
}
