package nl.tec.declarations;

/** The state of a declaration. Whether it is public is another question: that also takes its day to have come. */
public enum DeclarationState {
    /** Being written; nobody was asked to sign. */
    DRAFT,
    /** Signatories have their links. */
    OPEN,
    /** Everybody who has to sign did. */
    COMPLETE,
    WITHDRAWN
}
