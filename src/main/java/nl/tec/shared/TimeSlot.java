package nl.tec.shared;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;

/** A period from its start (inclusive) to its end (exclusive). */
public record TimeSlot(Instant start, Instant end) {

    public TimeSlot {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("a time slot ends after it starts: " + start + " - " + end);
        }
    }

    /** Returns the slot between two times in the time zone of the hub. */
    public static TimeSlot of(LocalDateTime start, LocalDateTime end) {
        return new TimeSlot(
                start.atZone(Dates.ZONE).toInstant(), end.atZone(Dates.ZONE).toInstant());
    }

    public boolean overlaps(TimeSlot other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    public Duration duration() {
        return Duration.between(start, end);
    }

    /** Returns the slot extended before and after, for set-up and clean-up or travel. */
    public TimeSlot widened(Duration before, Duration after) {
        return new TimeSlot(start.minus(before), end.plus(after));
    }
}
