package nl.tec.employers;

import java.time.LocalTime;

/** The part of a school day. */
public enum DayPart {
    MORNING(LocalTime.of(8, 0), LocalTime.of(11, 45)),
    AFTERNOON(LocalTime.of(12, 0), LocalTime.of(15, 30));

    private final LocalTime first;
    private final LocalTime last;

    DayPart(LocalTime first, LocalTime last) {
        this.first = first;
        this.last = last;
    }

    /** Whether a start time falls in this part of the day. */
    public boolean contains(LocalTime start) {
        return !start.isBefore(first) && !start.isAfter(last);
    }
}
