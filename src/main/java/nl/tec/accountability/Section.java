package nl.tec.accountability;

/** The sections of an account, in order; the board may write a text for each. */
public enum Section {
    FOREWORD,
    KPIS,
    SCHOOLS,
    PARTNERS,
    MONEY,
    PROGRESS,
    /** The plans for next year. */
    AHEAD;

    /** Whether an account for a financier has it. */
    public boolean forFunder() {
        return this != PARTNERS && this != PROGRESS;
    }
}
