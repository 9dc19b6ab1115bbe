package nl.tec.shared;

import java.time.LocalDate;
import java.time.Month;

/**
 * A Dutch school year, 1 August to 31 July (rules 1). DUO counts its pupils on 1 October.
 *
 * @param start the calendar year in which it starts: 2024 for 2024/25
 */
public record SchoolYear(int start) implements Comparable<SchoolYear> {

    /** Returns the school year of a day. */
    public static SchoolYear of(LocalDate day) {
        return new SchoolYear(day.getMonthValue() >= Month.AUGUST.getValue() ? day.getYear() : day.getYear() - 1);
    }

    public LocalDate firstDay() {
        return LocalDate.of(start, Month.AUGUST, 1);
    }

    public LocalDate lastDay() {
        return LocalDate.of(start + 1, Month.JULY, 31);
    }

    public boolean contains(LocalDate day) {
        return of(day).equals(this);
    }

    public SchoolYear next() {
        return new SchoolYear(start + 1);
    }

    public SchoolYear previous() {
        return new SchoolYear(start - 1);
    }

    @Override
    public int compareTo(SchoolYear other) {
        return Integer.compare(start, other.start);
    }

    /** Returns the usual notation, such as {@code 2024/25}. */
    @Override
    public String toString() {
        int end = (start + 1) % 100;
        return start + (end < 10 ? "/0" : "/") + end;
    }
}
