package nl.tec.shared;

/** The sectors of Dutch education that visit a hub. SO is special education at primary age (sbo, so, vso). */
public enum Sector {
    PO,
    SO,
    VO,
    MBO
}
