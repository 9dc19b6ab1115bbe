package nl.tec.reach;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nl.tec.shared.SchoolYear;

/**
 * The days that reach is counted over.
 *
 * @param slices the school years it touches, or parts of them; none for what is counted on one day
 * @param countYear the school year whose count of 1 October is the population (rules 2.7)
 */
public record Period(LocalDate first, LocalDate last, List<Slice> slices, int countYear) {

    /** @param schoolYear the calendar year it starts in */
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

    /** January to December: the spring of one school year and the autumn of the next (rules 2.4). */
    public static Period calendarYear(int year) {
        return new Period(
                LocalDate.of(year, 1, 1),
                LocalDate.of(year, 12, 31),
                List.of(new Slice(year - 1, Part.SPRING), new Slice(year, Part.AUTUMN)),
                year);
    }

    /** The same, as far as it had gone at the end of a day. */
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

    /** The share of its days that is behind us on the morning of {@code today}, 0 to 1. */
    public double elapsed(LocalDate today) {
        double days = ChronoUnit.DAYS.between(first, last) + 1;
        return Math.max(0, Math.min(1, ChronoUnit.DAYS.between(first, today) / days));
    }

    /** The day on which a stock is counted (rules 2.8): the last one, or today as long as it runs. */
    public LocalDate referenceDate(LocalDate today) {
        return today.isBefore(last) ? today : last;
    }
}
