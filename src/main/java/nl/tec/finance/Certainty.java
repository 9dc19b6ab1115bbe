package nl.tec.finance;

/** The certainty of an amount of the budget. */
public enum Certainty {
    COMMITTED,
    EXPECTED,
    HOPED
}
