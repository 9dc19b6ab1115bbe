package nl.tec.declarations;

/** The kinds of declarations, by purpose (rules 6). */
public enum DeclarationKind {
    /** Letter of intent: phase 1. */
    INTENT,
    /** Declaration of participation: phase 2. */
    PARTICIPATION,
    /** Realisation plan: phase 2. */
    REALISATION,
    /** Makes each signatory an ambassador when all have signed. */
    AMBASSADOR,
    /** Makes each organisation a member when all have signed. */
    MEMBERSHIP
}
