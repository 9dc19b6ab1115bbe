package nl.tec.programme;

/** The field of technology of an activity (requirement A3). */
public enum Discipline {
    BUILDING,
    INSTALLATION,
    ELECTRICAL,
    METAL,
    PROCESS,
    LOGISTICS,
    IT,
    SMART_TECHNOLOGY,
    FOOD,
    AUDIO,
    DESIGN,
    ENERGY,
    HEALTHCARE,
    MOBILITY
}
