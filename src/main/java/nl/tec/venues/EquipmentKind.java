package nl.tec.venues;

/** The kinds of equipment (requirement A5). */
public enum EquipmentKind {
    KIT,
    ROBOT,
    DRONE,
    COMPUTER,
    PRINTER_3D,
    LASER,
    VR_AR,
    PRACTICE_RIG,
    MACHINE,
    TOOL,
    AUDIO,
    LEGO_LEAGUE
}
