package nl.tec.programme.web;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.tec.programme.Days;
import nl.tec.programme.DaysOff;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Resolves named periods such as 'this week', 'the weekend' and 'the holidays' to days. */
@Component
class WhichDays {

    private final DaysOff daysOff;

    WhichDays(DaysOff daysOff) {
        this.daysOff = daysOff;
    }

    /** Returns the chosen days; null: any. */
    @Nullable List<Days> of(Filters filters, LocalDate today) {
        Filters.When when = filters.when();
        if (when == null) {
            return null;
        }
        LocalDate sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        return switch (when) {
            case WEEK -> List.of(new Days(today, sunday));
            case MONTH -> List.of(new Days(today, today.with(TemporalAdjusters.lastDayOfMonth())));
            case WEEKEND -> {
                LocalDate saturday = sunday.minusDays(1);
                yield List.of(new Days(saturday.isBefore(today) ? today : saturday, sunday));
            }
            case HOLIDAYS -> holidays(today);
            case PERIOD -> {
                LocalDate from = filters.from().orElse(today);
                LocalDate to = filters.to().orElse(from.plusYears(1));
                yield List.of(to.isBefore(from) ? new Days(to, from) : new Days(from, to));
            }
        };
    }

    /** Returns the school holidays of the coming year as contiguous ranges. */
    private List<Days> holidays(LocalDate today) {
        List<Days> stretches = new ArrayList<>();
        Map<LocalDate, Bilingual> days = daysOff.schoolHolidays(new Days(today, today.plusYears(1)));
        for (LocalDate day : days.keySet()) {
            Days last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
            if (last != null && last.last().plusDays(1).equals(day)) {
                stretches.set(stretches.size() - 1, new Days(last.first(), day));
            } else {
                stretches.add(new Days(day, day));
            }
        }
        return stretches;
    }
}
