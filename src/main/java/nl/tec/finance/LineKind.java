package nl.tec.finance;

/** The sides of the budget. */
public enum LineKind {
    COST,
    COVER
}
