package nl.tec.finance;

/** The kinds of funding sources. Contributions in kind are not among them: those are in the register of partners. */
public enum SourceKind {
    GRANT,
    MUNICIPALITY,
    MEMBERS,
    SCHOOLS,
    OTHER
}
