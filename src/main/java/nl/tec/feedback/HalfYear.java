package nl.tec.feedback;

import java.time.LocalDate;
import java.time.Month;

/**
 * Answers are counted per part of a school year, so that a figure can be of a school year or of a calendar year: 1 August to
 * 31 December, or 1 January to 31 July.
 *
 * @param first its first day
 */
public record HalfYear(LocalDate first) {

    public HalfYear {
        if (first.getDayOfMonth() != 1 || first.getMonth() != Month.JANUARY && first.getMonth() != Month.AUGUST) {
            throw new IllegalArgumentException("no half year begins on " + first);
        }
    }

    public static HalfYear of(LocalDate day) {
        return new HalfYear(LocalDate.of(
                day.getYear(), day.getMonthValue() < Month.AUGUST.getValue() ? 1 : Month.AUGUST.getValue(), 1));
    }

    public LocalDate last() {
        return first.getMonth() == Month.JANUARY
                ? LocalDate.of(first.getYear(), Month.JULY, 31)
                : LocalDate.of(first.getYear(), Month.DECEMBER, 31);
    }

    public HalfYear previous() {
        return of(first.minusDays(1));
    }
}
