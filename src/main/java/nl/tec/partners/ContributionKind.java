package nl.tec.partners;

import java.util.List;

/** The kinds of contributions of a partner (requirement D3), with their units. */
public enum ContributionKind {
    /** Hours of advice. */
    ADVICE(ContributionUnit.HOUR),
    /** Hours of people who give a lesson or a tour; sessions that the partner organises count automatically. */
    STAFF(ContributionUnit.HOUR),
    /** Use of a place; sessions at the partner's place count automatically. */
    PLACES(ContributionUnit.TIMES, ContributionUnit.HOUR),
    EQUIPMENT(ContributionUnit.PIECE, ContributionUnit.TIMES),
    MONEY(ContributionUnit.EURO),
    /** Its own network: introductions, meetings, announcements. */
    NETWORK(ContributionUnit.TIMES, ContributionUnit.HOUR);

    private final List<ContributionUnit> units;

    ContributionKind(ContributionUnit... units) {
        this.units = List.of(units);
    }

    /** Returns the units in which it can be counted, the default first. */
    public List<ContributionUnit> units() {
        return units;
    }

    /** Whether its hours are hours of people, valued at the hub's hourly rate (rules 6). */
    public boolean ofPeople() {
        return this == ADVICE || this == STAFF || this == NETWORK;
    }
}
