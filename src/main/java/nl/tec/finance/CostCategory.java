package nl.tec.finance;

/** The purposes that money is spent on. */
public enum CostCategory {
    STAFF,
    MATERIAL,
    VENUE,
    TRANSPORT,
    /** Durable goods: machines, tools, furniture. */
    EQUIPMENT,
    /** Administration, insurance, publicity. */
    ORGANISATION
}
