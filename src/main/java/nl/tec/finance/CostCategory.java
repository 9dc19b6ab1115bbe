package nl.tec.finance;

/** What money is spent on. */
public enum CostCategory {
    STAFF,
    MATERIAL,
    VENUE,
    TRANSPORT,
    /** What stays: machines, tools, furniture. */
    EQUIPMENT,
    /** Administration, insurance, publicity. */
    ORGANISATION
}
