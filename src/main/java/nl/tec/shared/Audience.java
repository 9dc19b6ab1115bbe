package nl.tec.shared;

/** Who an activity is for, and who an attendance was (requirement A2). */
public enum Audience {
    /** Pupils of primary education, as a class. */
    PO,
    /** Pupils of secondary education, as a class. */
    VO,
    /** Students of vocational education, as a class. */
    MBO,
    /** A child or young person who comes in its own time. */
    CHILD,
    PARENT,
    TEACHER,
    /** An adult re-training for technology (zij-instromer). */
    CAREER_SWITCHER,
    /** An adult from no work to work. */
    REINTEGRATION,
    /** Somebody who works elsewhere and moves into technology. */
    WORKER,
    /** An employer or self-employed person. */
    EMPLOYER
}
