package nl.tec.declarations;

/** The kinds of declarations, by what they are for (rules 6). */
public enum DeclarationKind {
    /** Letter of intent: phase 1. */
    INTENT,
    /** Declaration of participation: phase 2. */
    PARTICIPATION,
    /** Realisation plan: phase 2. */
    REALISATION,
    /** Somebody binds as ambassador; when all signed, each signatory is one. */
    AMBASSADOR,
    /** An organisation becomes a member; when all signed, each organisation is one. */
    MEMBERSHIP
}
