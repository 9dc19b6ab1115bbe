package nl.tec.organisations;

/**
 * Event: head counts, classes or cohort sizes of a school have changed for a school year.
 *
 * @param schoolYear the calendar year it starts in
 */
public record ClassNumbersChanged(long siteId, int schoolYear) {}
