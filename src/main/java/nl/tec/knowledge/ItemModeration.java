package nl.tec.knowledge;

/** The stages that own material of an organisation passes before others read it. */
public enum ItemModeration {
    /** Waits for a programme manager. */
    SUBMITTED,
    /** The programme manager asked something. */
    QUESTION,
    REFUSED
}
