package nl.tec.results;

import java.util.List;
import nl.tec.results.internal.ProfileMeasurement;
import org.springframework.stereotype.Service;

/** Breaks the figure about technical profiles down into the counts of schools (rules 2.11, 2.12). */
@Service
public class Profiles {

    private final ProfileMeasurement measurement;

    Profiles(ProfileMeasurement measurement) {
        this.measurement = measurement;
    }

    /**
     * The known candidates of a school in one technical profile.
     *
     * @param before the number in the baseline year
     * @param masked the number of counts masked by DUO, each 1 to 4
     */
    public record Line(
            String brin6, String school, String programme, long before, long maskedBefore, long now, long masked) {}

    /** Returns the counts by school and profile in the year and the baseline year. */
    public List<Line> list(Kpi kpi, int year) {
        return measurement.schools(kpi.period(year));
    }
}
