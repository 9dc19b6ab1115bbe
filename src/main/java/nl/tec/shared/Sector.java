package nl.tec.shared;

/** The sectors of Dutch education that visit a hub. SO is special education at primary age (sbo, so, vso). */
public enum Sector {
    PO(8),
    SO(8),
    VO(6),
    MBO(4);

    private final int lastGrade;

    Sector(int lastGrade) {
        this.lastGrade = lastGrade;
    }

    /** The last group of PO and SO, or the last year of study of VO and MBO; the first is 1. */
    public int lastGrade() {
        return lastGrade;
    }
}
