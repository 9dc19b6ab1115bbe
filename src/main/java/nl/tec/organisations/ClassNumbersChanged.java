package nl.tec.organisations;

import java.util.List;

/**
 * Published when head counts, classes or cohort sizes of schools have changed for a school year.
 *
 * @param schoolYear the calendar year it starts in
 */
public record ClassNumbersChanged(List<Long> siteIds, int schoolYear) {}
