package nl.tec.results.internal;

import java.time.LocalDate;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.results.Period;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far a period is, in days on which there is school: a summer without visits is not a hub that lags behind. */
@Component
public class SchoolDays {

    private final JdbcClient jdbc;
    private final HubSettings hub;

    SchoolDays(JdbcClient jdbc, HubSettings hub) {
        this.jdbc = jdbc;
        this.hub = hub;
    }

    /** The share of its school days that is behind us on the morning of {@code today}, 0 to 1. */
    public double elapsed(Period period, LocalDate today) {
        if (!period.running(today)) {
            return period.over(today) ? 1 : 0;
        }
        return jdbc.sql("""
                select coalesce(avg((day < :today)::int), 0)
                  from generate_series(:first::date, :last::date, interval '1 day') day
                 where extract(isodow from day) <= 5
                   and not exists (select from holiday h
                                    where h.region = :region and day between h.first_day and h.last_day)
                """)
                .param("today", today)
                .param("first", period.first())
                .param("last", period.last())
                .param("region", hub.get(Setting.HOLIDAY_REGION))
                .query(Double.class)
                .single();
    }
}
