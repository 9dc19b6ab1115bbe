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
class DaysOff {

    private final JdbcClient jdbc;
    private final HubSettings hub;
    private final Texts texts;

    DaysOff(JdbcClient jdbc, HubSettings hub, Texts texts) {
        this.jdbc = jdbc;
        this.hub = hub;
        this.texts = texts;
    }

    /** By day, in order. */
    Map<LocalDate, Bilingual> in(Days days) {
        Map<LocalDate, Bilingual> off = schoolHolidays(days);
        off.putAll(closed(days));
        return off;
    }

    private Map<LocalDate, Bilingual> schoolHolidays(Days days) {
        Map<LocalDate, Bilingual> off = new TreeMap<>();
        jdbc.sql("""
                select greatest(first_day, :first) as first_day, least(last_day, :last) as last_day, kind from holiday
                where region = :region and first_day <= :last and last_day >= :first
                """)
                .param("region", hub.get(HubSettings.Setting.HOLIDAY_REGION))
                .param("first", days.first())
                .param("last", days.last())
                .query(row -> {
                    Bilingual name = holiday(row.getString("kind"));
                    LocalDate last = row.getObject("last_day", LocalDate.class);
                    for (LocalDate day = row.getObject("first_day", LocalDate.class);
                            !day.isAfter(last);
                            day = day.plusDays(1)) {
                        off.put(day, name);
                    }
                });
        return off;
    }

    /** Days the hub is closed, school holiday or not. */
    Map<LocalDate, Bilingual> closed(Days days) {
        Map<LocalDate, Bilingual> off = new TreeMap<>();
        jdbc.sql("""
                select day, reason, reason as reason_en from closed_day where site_id is null and day between :first and :last
                union all
                select day, name, coalesce(name_en, name) from public_holiday where day between :first and :last
                """).param("first", days.first()).param("last", days.last()).query(row -> {
            off.put(row.getObject("day", LocalDate.class), new Bilingual(row.getString(2), row.getString(3)));
        });
        return off;
    }

    private Bilingual holiday(String kind) {
        String key = "programme.holiday." + kind;
        return new Bilingual(texts.text(Texts.DUTCH, key), texts.text(Locale.ENGLISH, key));
    }
}
