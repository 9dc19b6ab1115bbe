package nl.tec.privacy;

/**
 * The risks to data subjects that docs/threats.md tells of, in short. What stops one and what remains of it are the texts
 * {@code privacy.risk.NAME.measures} and {@code privacy.risk.NAME.rest}.
 */
public enum PrivacyRisk {
    STRANGER,
    STOLEN_PASSWORD,
    COLLEAGUE,
    TAMPERING,
    LOST_DEVICE,
    ATTACK,
    STOLEN_DATA,
    KEPT_TOO_LONG,
    FREE_TEXT,
    WRONG_PERSON,
    EXCHANGE,
    LOSS
}
