package nl.tec.lines;

/** Where pupils did a step without the hub. */
public enum TickPlace {
    SCHOOL,
    HOME
}
