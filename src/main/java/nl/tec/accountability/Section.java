package nl.tec.accountability;

/** The parts of an account, in their order; the board may write a text for each. */
public enum Section {
    FOREWORD,
    KPIS,
    SCHOOLS,
    PARTNERS,
    MONEY,
    PROGRESS,
    /** The plans for next year. */
    AHEAD;

    /** Whether it is in the account for a financier too. */
    public boolean forFunder() {
        return this != PARTNERS && this != PROGRESS;
    }
}
