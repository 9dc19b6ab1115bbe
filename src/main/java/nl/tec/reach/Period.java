package nl.tec.reach;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.tec.shared.SchoolYear;

/**
 * A period over which reach is counted.
 *
 * @param slices the school years, or parts of them, it covers; none for figures counted on one day
 * @param countYear the school year whose count of 1 October is the population (rules 2.7)
 */
public record Period(LocalDate first, LocalDate last, List<Slice> slices, int countYear) {

    /** A school year or a part of one. @param schoolYear the calendar year in which it starts */
    public record Slice(int schoolYear, Part part) {}

    public enum Part {
        WHOLE,
        /** 1 August to 31 December. */
        AUTUMN,
        /** 1 January to 31 July. */
        SPRING
    }

    public static Period schoolYear(SchoolYear year) {
        return new Period(year.firstDay(), year.lastDay(), List.of(new Slice(year.start(), Part.WHOLE)), year.start());
    }

    /** Returns January to December: the spring of one school year and the autumn of the next (rules 2.4). */
    public static Period calendarYear(int year) {
        return new Period(
                LocalDate.of(year, 1, 1),
                LocalDate.of(year, 12, 31),
                List.of(new Slice(year - 1, Part.SPRING), new Slice(year, Part.AUTUMN)),
                year);
    }

    /** Returns this period, truncated after the given day. */
    public Period until(LocalDate day) {
        return new Period(first, day.isBefore(last) ? day : last, slices, countYear);
    }

    public boolean begun(LocalDate today) {
        return !today.isBefore(first);
    }

    public boolean over(LocalDate today) {
        return today.isAfter(last);
    }

    public boolean running(LocalDate today) {
        return begun(today) && !over(today);
    }

    /** Returns the share of its days that has passed on the morning of {@code today}, 0 to 1. */
    public double elapsed(LocalDate today) {
        double days = ChronoUnit.DAYS.between(first, last) + 1;
        return Math.max(0, Math.min(1, ChronoUnit.DAYS.between(first, today) / days));
    }

    /** Returns the day on which a stock is counted (rules 2.8): the last day, or today if that is earlier. */
    public LocalDate referenceDate(LocalDate today) {
        return today.isBefore(last) ? today : last;
    }
}
