package nl.tec.knowledge;

/** The stages of moderation of own material of an organisation. */
public enum ItemModeration {
    /** Waits for a programme manager. */
    SUBMITTED,
    /** The programme manager asked a question. */
    QUESTION,
    REFUSED
}
