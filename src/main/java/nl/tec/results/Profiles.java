package nl.tec.results;

import java.util.List;
import nl.tec.results.internal.ProfileMeasurement;
import org.springframework.stereotype.Service;

/** The figure about technical profiles opened down to the counts of the schools behind it (rules 2.11, 2.12). */
@Service
public class Profiles {

    private final ProfileMeasurement measurement;

    Profiles(ProfileMeasurement measurement) {
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
        return measurement.schools(kpi.period(year));
    }
}
