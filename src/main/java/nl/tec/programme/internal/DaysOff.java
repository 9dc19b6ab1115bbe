package nl.tec.programme.internal;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.programme.Days;
import nl.tec.shared.Bilingual;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** On which days the hub has no programme for schools, and why: school holidays of its region, public holidays, closed days. */
@Component
public class DaysOff {

    private final JdbcClient jdbc;
    private final HubSettings hub;
    private final Texts texts;

    DaysOff(JdbcClient jdbc, HubSettings hub, Texts texts) {
        this.jdbc = jdbc;
        this.hub = hub;
        this.texts = texts;
    }

    /** All of them by day, in order; a public holiday in a school holiday goes by its own name. */
    public Map<LocalDate, Bilingual> in(Days days) {
        return read(days, true, true);
    }

    /** School holidays only, by day, in order. */
    public Map<LocalDate, Bilingual> schoolHolidays(Days days) {
        return read(days, true, false);
    }

    /** Days the hub is closed, school holiday or not. */
    Map<LocalDate, Bilingual> closed(Days days) {
        return read(days, false, true);
    }

    private Map<LocalDate, Bilingual> read(Days days, boolean school, boolean closed) {
        Map<LocalDate, Bilingual> off = new TreeMap<>();
        jdbc.sql("""
                select 1 as weight, greatest(first_day, :first) as first_day, least(last_day, :last) as last_day, kind,
                       '' as name, '' as name_en
                from holiday where :school and region = :region and first_day <= :last and last_day >= :first
                union all
                select 2, day, day, null, reason, reason from closed_day
                where :closed and site_id is null and day between :first and :last
                union all
                select 3, day, day, null, name, coalesce(name_en, name) from public_holiday
                where :closed and day between :first and :last
                order by weight
                """)
                .param("school", school)
                .param("closed", closed)
                .param("region", hub.get(HubSettings.Setting.HOLIDAY_REGION))
                .param("first", days.first())
                .param("last", days.last())
                .query(row -> {
                    String kind = row.getString("kind");
                    Bilingual name = kind == null
                            ? new Bilingual(row.getString("name"), row.getString("name_en"))
                            : schoolHoliday(kind);
                    row.getObject("first_day", LocalDate.class)
                            .datesUntil(
                                    row.getObject("last_day", LocalDate.class).plusDays(1))
                            .forEach(day -> off.put(day, name));
                });
        return off;
    }

    private Bilingual schoolHoliday(String kind) {
        String key = "programme.holiday." + kind;
        return new Bilingual(texts.text(Texts.DUTCH, key), texts.text(Locale.ENGLISH, key));
    }
}
