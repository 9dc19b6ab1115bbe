package nl.tec.reach;

import java.util.List;

/**
 * The details of a school, down to its attendances.
 *
 * @param cohorts the cohorts of the band, lowest group first
 */
public record SchoolVisits(long siteId, String brin6, String name, String town, List<Arithmetic.Cohort> cohorts) {

    public int reached() {
        return cohorts.stream().mapToInt(Arithmetic.Cohort::reached).sum();
    }
}
