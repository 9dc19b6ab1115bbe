package nl.tec.planning;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The times and the place at which sessions of an activity can be held.
 *
 * @param roomId null: at the venue, outside its rooms
 * @param weekdays empty: not held
 * @param opens the earliest start of set-up; {@code closes} is the latest end of clean-up
 */
public record SupplyLine(
        long id,
        long activityId,
        long venueId,
        @Nullable Long roomId,
        Set<DayOfWeek> weekdays,
        LocalTime opens,
        LocalTime closes,
        LocalDate firstDay,
        LocalDate lastDay) {

    public SupplyLine {
        weekdays = new TreeSet<>(weekdays);
    }

    public boolean isHeldOn(LocalDate day) {
        return weekdays.contains(day.getDayOfWeek()) && !day.isBefore(firstDay) && !day.isAfter(lastDay);
    }
}
