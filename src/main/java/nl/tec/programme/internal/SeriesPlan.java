package nl.tec.programme.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.tec.programme.Series;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;

/** Computes the dates of a series: its recurrence without the days off. */
public final class SeriesPlan {

    /** @param off the skipped days, with the reason */
    public record Planned(List<TimeSlot> slots, Map<LocalDate, Bilingual> off) {}

    private SeriesPlan() {}

    public static Planned of(Series series, Map<LocalDate, Bilingual> daysOff) {
        List<TimeSlot> slots = new ArrayList<>();
        Map<LocalDate, Bilingual> off = new TreeMap<>();
        Duration duration = series.session().slot().duration();
        List<LocalTime> starts = series.starts().stream().sorted().distinct().toList();
        for (LocalDate day = series.first(); !day.isAfter(series.last()); day = day.plusDays(1)) {
            if (!inRhythm(day, series)) {
                continue;
            }
            Bilingual name = daysOff.get(day);
            if (name != null) {
                off.put(day, name);
                continue;
            }
            for (LocalTime time : starts) {
                Instant start = Dates.at(day, time);
                slots.add(new TimeSlot(start, start.plus(duration)));
            }
        }
        return new Planned(slots, off);
    }

    private static boolean inRhythm(LocalDate day, Series series) {
        if (!series.dates().isEmpty()) {
            return series.dates().contains(day);
        }
        long weeks = ChronoUnit.WEEKS.between(Dates.monday(series.first()), Dates.monday(day));
        return weeks % series.everyWeeks() == 0 && series.days().contains(day.getDayOfWeek());
    }
}
