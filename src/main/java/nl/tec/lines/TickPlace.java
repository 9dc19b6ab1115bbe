package nl.tec.lines;

/** The places where pupils do a step without the hub. */
public enum TickPlace {
    SCHOOL,
    HOME
}
