package nl.tec.finance;

/** Which side of the budget. */
public enum LineKind {
    COST,
    COVER
}
