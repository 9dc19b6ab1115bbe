package nl.tec.organisations.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.organisations.Municipalities;
import nl.tec.shared.HolidayRegion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class JdbcMunicipalities implements Municipalities {

    private final JdbcClient jdbc;

    JdbcMunicipalities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Municipality> list() {
        return jdbc.sql("select * from municipality order by name, code")
                .query(JdbcMunicipalities::municipality)
                .list();
    }

    @Override
    public Optional<Municipality> find(String code) {
        return jdbc.sql("select * from municipality where code = ?")
                .param(code)
                .query(JdbcMunicipalities::municipality)
                .optional();
    }

    @Override
    public Optional<Municipality> findByName(String name) {
        return jdbc.sql("select * from municipality where lower(name) = ? order by code limit 1")
                .param(name.strip().toLowerCase(Locale.ROOT))
                .query(JdbcMunicipalities::municipality)
                .optional();
    }

    @Override
    public void add(Municipality municipality) {
        jdbc.sql("insert into municipality (code, name, holiday_region) values (?, ?, ?) on conflict do nothing")
                .param(municipality.code())
                .param(municipality.name())
                .param(
                        municipality.region() == null
                                ? null
                                : municipality.region().name())
                .update();
    }

    private static Municipality municipality(ResultSet row, int number) throws SQLException {
        String region = row.getString("holiday_region");
        return new Municipality(
                row.getString("code"), row.getString("name"), region == null ? null : HolidayRegion.valueOf(region));
    }
}
