package nl.tec.finance;

/** The kinds of givers of money. What partners give in kind is no source of money: it is in their register. */
public enum SourceKind {
    GRANT,
    MUNICIPALITY,
    MEMBERS,
    SCHOOLS,
    OTHER
}
