package nl.tec.organisations.internal;

import java.time.LocalDate;
import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.organisations.Holidays.Free;
import nl.tec.organisations.Holidays.Kind;
import nl.tec.organisations.SchoolSite;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class HolidayQueries {

    private final JdbcClient jdbc;

    HolidayQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Free> between(LocalDate from, LocalDate to, HolidayRegion region) {
        return between(from, to, region, null);
    }

    public List<Kind> known(SchoolYear year, HolidayRegion region) {
        return jdbc.sql("select kind from holiday where school_year = ? and region = ?")
                .params(year.start(), region.name())
                .query((row, n) -> Rows.constant(row, "kind", Kind.class))
                .list();
    }

    public List<Free> between(LocalDate from, LocalDate to, SchoolSite school) {
        return between(from, to, school.holidayRegion(), school.id());
    }

    private List<Free> between(LocalDate from, LocalDate to, HolidayRegion region, @Nullable Long site) {
        return jdbc.sql("""
                select kind, first_day, last_day, name, name_en, site_id from organisations_day_off_v
                 where first_day <= :to and last_day >= :from
                   and (region is null or region = :region) and (site_id is null or site_id = :site)
                 order by first_day, kind
                """)
                .param("region", region.name())
                .param("from", from)
                .param("to", to)
                .param("site", site)
                .query(Rows.of(Free.class))
                .list();
    }
}
