package nl.tec.partners;

import java.util.List;

/** The kinds of contributions of a partner (requirement D3), with the units they are counted in. */
public enum ContributionKind {
    /** Hours in which somebody thinks along. */
    ADVICE(ContributionUnit.HOUR),
    /** Hours of people who give a lesson or a tour; a session the partner organises counts by itself. */
    STAFF(ContributionUnit.HOUR),
    /** Places to hold something; a session at the partner's place counts by itself. */
    PLACES(ContributionUnit.TIMES, ContributionUnit.HOUR),
    EQUIPMENT(ContributionUnit.PIECE, ContributionUnit.TIMES),
    MONEY(ContributionUnit.EURO),
    /** Its own network: introductions, meetings, announcements. */
    NETWORK(ContributionUnit.TIMES, ContributionUnit.HOUR);

    private final List<ContributionUnit> units;

    ContributionKind(ContributionUnit... units) {
        this.units = List.of(units);
    }

    /** In which it can be counted; the usual one first. */
    public List<ContributionUnit> units() {
        return units;
    }

    /** Whether hours of it are hours of people, which are worth the hub's hourly rate (rules 6). */
    public boolean ofPeople() {
        return this == ADVICE || this == STAFF || this == NETWORK;
    }
}
