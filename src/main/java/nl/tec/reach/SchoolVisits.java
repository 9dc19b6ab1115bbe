package nl.tec.reach;

import java.util.List;

/**
 * A school opened down to its attendances.
 *
 * @param cohorts those of the band, the lowest group first
 */
public record SchoolVisits(long siteId, String brin6, String name, String town, List<Arithmetic.Cohort> cohorts) {

    public int reached() {
        return cohorts.stream().mapToInt(Arithmetic.Cohort::reached).sum();
    }
}
