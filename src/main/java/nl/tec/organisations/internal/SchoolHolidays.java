package nl.tec.organisations.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.organisations.Holidays;
import nl.tec.organisations.SchoolSite;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

@Service
class SchoolHolidays implements Holidays {

    private final JdbcClient jdbc;

    SchoolHolidays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Free> on(LocalDate day, HolidayRegion region) {
        return between(day, day, region).stream().findFirst();
    }

    @Override
    public Optional<Free> on(LocalDate day, SchoolSite school) {
        return between(day, day, school).stream().findFirst();
    }

    @Override
    public List<Free> between(LocalDate from, LocalDate to, HolidayRegion region) {
        return between(from, to, region, null);
    }

    @Override
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
                .query((row, n) -> new Free(
                        Rows.constant(row, "kind", Kind.class),
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class),
                        row.getString("name"),
                        row.getString("name_en"),
                        Rows.longOrNull(row, "site_id")))
                .list();
    }

    @Override
    public boolean known(SchoolYear year, HolidayRegion region) {
        return jdbc.sql("select count(*) >= 4 from holiday where region = ? and school_year = ?")
                .param(region.name())
                .param(year.start())
                .query(Boolean.class)
                .single();
    }
}
