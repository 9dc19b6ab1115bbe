package nl.tec.shared;

/** The sectors of Dutch education that come to a hub. SO: special education at primary age (sbo, so, vso). */
public enum Sector {
    PO,
    SO,
    VO,
    MBO
}
