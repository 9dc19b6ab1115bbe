package nl.tec.finance;

/** Who gives the money. What partners give in kind is no source of money: it is in their register. */
public enum SourceKind {
    GRANT,
    MUNICIPALITY,
    MEMBERS,
    SCHOOLS,
    OTHER
}
