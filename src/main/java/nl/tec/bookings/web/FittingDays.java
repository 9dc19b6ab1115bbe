package nl.tec.bookings.web;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import nl.tec.bookings.Suggestions.Suggestion;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import org.jspecify.annotations.Nullable;

/**
 * The activities that fit a class, filtered by month and weekday: 'a Tuesday in March' (journey 11).
 *
 * @param months the months with fitting dates, to choose from
 * @param days the weekdays with fitting dates, to choose from
 * @param month the chosen month; null: all
 * @param day the chosen weekday; null: all
 * @param fits the suggestions on the chosen days
 */
public record FittingDays(
        List<YearMonth> months,
        List<DayOfWeek> days,
        @Nullable YearMonth month,
        @Nullable DayOfWeek day,
        List<Suggestion> fits) {

    public static final String MONTH = "maand";
    public static final String DAY = "dag";

    /** Reads the filter from the form; ignores a month or weekday that is not among the choices. */
    static FittingDays of(List<Suggestion> all, FormData form) {
        List<LocalDate> dates = all.stream()
                .flatMap(one -> one.dates().stream())
                .map(FittingDays::date)
                .sorted()
                .toList();
        List<YearMonth> months = dates.stream().map(YearMonth::from).distinct().toList();
        List<DayOfWeek> days =
                dates.stream().map(LocalDate::getDayOfWeek).distinct().sorted().toList();
        YearMonth month = chosen(months, form.text(MONTH)).orElse(null);
        DayOfWeek day = chosen(days, form.text(DAY)).orElse(null);
        return new FittingDays(
                months,
                days,
                month,
                day,
                all.stream()
                        .map(one -> one.on(one.dates().stream()
                                .filter(session -> within(date(session), month, day))
                                .toList()))
                        .filter(one -> !one.dates().isEmpty())
                        .toList());
    }

    private static boolean within(LocalDate date, @Nullable YearMonth month, @Nullable DayOfWeek day) {
        return (month == null || month.equals(YearMonth.from(date))) && (day == null || day == date.getDayOfWeek());
    }

    private static <T> Optional<T> chosen(List<T> from, String text) {
        return from.stream().filter(one -> one.toString().equals(text)).findFirst();
    }

    private static LocalDate date(Session session) {
        return Dates.dayOf(session.slot().start());
    }
}
