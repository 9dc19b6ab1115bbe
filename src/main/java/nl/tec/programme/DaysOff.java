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

/** On which days the hub has no programme for schools, and why: school holidays of its region, public holidays, closed days. */
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

    /** All of them by day, in order; a public holiday in a school holiday goes by its own name. */
    public Map<LocalDate, Bilingual> in(Days days) {
        return read(days, free -> true);
    }

    /** School holidays only, by day, in order. */
    public Map<LocalDate, Bilingual> schoolHolidays(Days days) {
        return read(days, DaysOff::ofSchools);
    }

    /** Public holidays and days the hub is closed, in a school holiday or not. */
    public Map<LocalDate, Bilingual> closed(Days days) {
        return read(days, free -> !ofSchools(free));
    }

    private Map<LocalDate, Bilingual> read(Days days, Predicate<Free> which) {
        HolidayRegion region = HolidayRegion.valueOf(hub.get(HubSettings.Setting.HOLIDAY_REGION));
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
