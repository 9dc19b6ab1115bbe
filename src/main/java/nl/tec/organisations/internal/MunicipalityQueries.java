package nl.tec.organisations.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import nl.tec.hub.Rows;
import nl.tec.organisations.Municipalities.Municipality;
import nl.tec.shared.HolidayRegion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

@Component
public class MunicipalityQueries {

    private static final String FILE = "/data/municipalities.csv";

    private final JdbcClient jdbc;
    private final Supplier<List<Municipality>> all = SingletonSupplier.of(MunicipalityQueries::read);

    MunicipalityQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Municipality> nationwide() {
        return all.get();
    }

    public List<Municipality> list() {
        return jdbc.sql("select * from municipality order by name, code")
                .query(MunicipalityQueries::municipality)
                .list();
    }

    public Optional<Municipality> find(String code) {
        return jdbc.sql("select * from municipality where code = ?")
                .param(code)
                .query(MunicipalityQueries::municipality)
                .optional()
                .or(() -> all.get().stream()
                        .filter(one -> one.code().equals(code))
                        .findFirst());
    }

    public Optional<Municipality> findByName(String name) {
        return jdbc.sql("select * from municipality where lower(name) = ? order by code limit 1")
                .param(name.strip().toLowerCase(Locale.ROOT))
                .query(MunicipalityQueries::municipality)
                .optional()
                .or(() -> all.get().stream()
                        .filter(one -> one.name().equalsIgnoreCase(name.strip()))
                        .findFirst());
    }

    public void add(Municipality municipality) {
        jdbc.sql("insert into municipality (code, name, holiday_region) values (?, ?, ?) on conflict do nothing")
                .param(municipality.code())
                .param(municipality.name())
                .param(Rows.nameOrNull(municipality.region()))
                .update();
    }

    private static Municipality municipality(ResultSet row, int number) throws SQLException {
        String region = row.getString("holiday_region");
        return new Municipality(
                row.getString("code"), row.getString("name"), region == null ? null : HolidayRegion.valueOf(region));
    }

    private static List<Municipality> read() {
        try (InputStream file = Objects.requireNonNull(MunicipalityQueries.class.getResourceAsStream(FILE))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(";", -1))
                    .map(parts -> new Municipality(
                            parts[0], parts[1], parts[2].isEmpty() ? null : HolidayRegion.valueOf(parts[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
