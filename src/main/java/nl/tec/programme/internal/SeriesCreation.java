package nl.tec.programme.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import nl.tec.programme.Activity;
import nl.tec.programme.Days;
import nl.tec.programme.DaysOff;
import nl.tec.programme.Series;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions.Obstacle;
import nl.tec.programme.Sessions.Skipped;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.springframework.stereotype.Component;

/** Creates the sessions of a series, except on days off and on dates on which a resource is taken. */
@Component
public class SeriesCreation {

    /** @param skipped the dates on which it is not held */
    public record Created(List<Long> ids, List<TimeSlot> slots, List<Skipped> skipped) {}

    private final SessionStore store;
    private final DaysOff daysOff;

    SeriesCreation(SessionStore store, DaysOff daysOff) {
        this.store = store;
        this.daysOff = daysOff;
    }

    /** Creates the sessions of a valid series, in the caller's transaction. */
    public Created create(Series series, Activity activity, boolean publish) {
        Days days = new Days(series.first(), series.last());
        Map<LocalDate, Bilingual> off = series.inHolidays() ? daysOff.closed(days) : daysOff.in(days);
        SeriesPlan.Planned dates = SeriesPlan.of(series, off);
        Map<LocalDate, Skipped> skipped = new TreeMap<>();
        dates.off().forEach((day, name) -> skipped.put(day, new Skipped(day, name, List.of())));
        List<Long> ids = new ArrayList<>();
        List<TimeSlot> slots = new ArrayList<>();
        long number = store.nextSeries();
        Integer times = series.times();
        TreeSet<LocalDate> held = new TreeSet<>();
        for (TimeSlot slot : dates.slots()) {
            LocalDate day = Dates.dayOf(slot.start());
            if (times != null && held.size() == times && !held.contains(day)) {
                LocalDate end = held.last();
                skipped.keySet().removeIf(other -> other.isAfter(end));
                break;
            }
            SessionDetails details = series.session().at(slot);
            List<Obstacle> obstacles = store.insert(details, activity.details(), publish, number, series.course(), ids);
            if (obstacles.isEmpty()) {
                slots.add(slot);
                held.add(day);
            } else {
                skipped.merge(day, new Skipped(day, null, obstacles), SeriesCreation::both);
            }
        }
        return new Created(ids, slots, List.copyOf(skipped.values()));
    }

    private static Skipped both(Skipped first, Skipped second) {
        List<Obstacle> all = new ArrayList<>(first.obstacles());
        all.addAll(second.obstacles());
        return new Skipped(first.day(), first.holiday(), List.copyOf(all));
    }
}
