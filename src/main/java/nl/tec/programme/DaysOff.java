package nl.tec.programme;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.organisations.Holidays;
import nl.tec.organisations.Holidays.Free;
import nl.tec.organisations.Holidays.Kind;
import nl.tec.shared.Bilingual;
import nl.tec.shared.HolidayRegion;
import org.springframework.stereotype.Component;

/** The days without a programme for schools, with the reason: school holidays of the hub's region, public holidays, closed days. */
@Component
public class DaysOff {

    private final Holidays holidays;
    private final HubSettings hub;
    private final Texts texts;

    DaysOff(Holidays holidays, HubSettings hub, Texts texts) {
        this.holidays = holidays;
        this.hub = hub;
        this.texts = texts;
    }

    /** Returns all days off, in order; a public holiday in a school holiday has its own name. */
    public Map<LocalDate, Bilingual> in(Days days) {
        return read(days, free -> true);
    }

    /** Returns the days of school holidays only, in order. */
    public Map<LocalDate, Bilingual> schoolHolidays(Days days) {
        return read(days, DaysOff::ofSchools);
    }

    /** Returns public holidays and closed days, in or outside a school holiday. */
    public Map<LocalDate, Bilingual> closed(Days days) {
        return read(days, free -> !ofSchools(free));
    }

    private Map<LocalDate, Bilingual> read(Days days, Predicate<Free> which) {
        HolidayRegion region = hub.holidayRegion();
        Map<LocalDate, Bilingual> off = new TreeMap<>();
        for (Free free : holidays.between(days.first(), days.last(), region)) {
            if (which.test(free)) {
                free.firstDay()
                        .datesUntil(free.lastDay().plusDays(1))
                        .filter(days::contains)
                        .forEach(
                                day -> off.merge(day, name(free), (first, second) -> ofSchools(free) ? first : second));
            }
        }
        return off;
    }

    private static boolean ofSchools(Free free) {
        return free.kind() != Kind.PUBLIC && free.kind() != Kind.CLOSED;
    }

    private Bilingual name(Free free) {
        if (ofSchools(free)) {
            String key = "programme.holiday." + free.kind();
            return new Bilingual(texts.text(Texts.DUTCH, key), texts.text(Locale.ENGLISH, key));
        }
        return new Bilingual(free.name(), free.nameEn() == null ? "" : free.nameEn());
    }
}
