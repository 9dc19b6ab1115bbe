package nl.tec.programme;

/** Levels of secondary education an activity can be limited to. */
public enum VoLevel {
    PRO,
    VMBO,
    HAVO,
    VWO
}
