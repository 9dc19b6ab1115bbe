package nl.tec.finance;

/** How certain an amount of the budget is. */
public enum Certainty {
    COMMITTED,
    EXPECTED,
    HOPED
}
