package nl.tec.declarations;

/** The state of a declaration. Publication also depends on its date, see {@link Declaration#publicAt}. */
public enum DeclarationState {
    /** Being written; nobody has been asked to sign. */
    DRAFT,
    /** Signatories have their links. */
    OPEN,
    /** All required signatories have signed. */
    COMPLETE,
    WITHDRAWN
}
