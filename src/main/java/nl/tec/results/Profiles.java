package nl.tec.results;

import java.util.List;
import nl.tec.results.internal.ProfileMeasurement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The figure about technical profiles opened down to the counts of the schools behind it (rules 2.11, 2.12). */
@Service
public class Profiles {

    private final JdbcClient jdbc;
    private final ProfileMeasurement measurement;

    Profiles(JdbcClient jdbc, ProfileMeasurement measurement) {
        this.jdbc = jdbc;
        this.measurement = measurement;
    }

    /**
     * The candidates of a school in one technical profile, as far as they are known.
     *
     * @param before in the baseline year
     * @param masked how many counts DUO does not tell, each 1 to 4
     */
    public record Line(
            String brin6, String school, String programme, long before, long maskedBefore, long now, long masked) {}

    /** By school and profile; nothing when the year or the baseline year is not counted. */
    public List<Line> list(Kpi kpi, int year) {
        return jdbc.sql("""
                select e.brin6, e.name, e.programme,
                       coalesce(sum(e.candidates) filter (where e.school_year = :baseline), 0) as before,
                       coalesce(sum(e.masked_cells) filter (where e.school_year = :baseline), 0) as masked_before,
                       coalesce(sum(e.candidates) filter (where e.school_year = :year), 0) as now,
                       coalesce(sum(e.masked_cells) filter (where e.school_year = :year), 0) as masked
                  from organisations_exam_v e
                 where e.municipality_code = any(:municipalities) and e.school_year in (:year, :baseline) and %s
                 group by e.brin6, e.name, e.programme order by e.name, e.brin6, e.programme
                """.formatted(ProfileMeasurement.TECHNICAL))
                .params(measurement.parameters(kpi.period(year)))
                .query((row, n) -> new Line(
                        row.getString("brin6"),
                        row.getString("name"),
                        row.getString("programme"),
                        row.getLong("before"),
                        row.getLong("masked_before"),
                        row.getLong("now"),
                        row.getLong("masked")))
                .list();
    }
}
