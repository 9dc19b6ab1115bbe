package nl.tec.venues;

/** What sort of equipment it is (requirement A5). */
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
