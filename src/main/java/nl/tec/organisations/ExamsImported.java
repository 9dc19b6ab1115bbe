package nl.tec.organisations;

/** Event: exam candidates of secondary schools were read from the register. */
public record ExamsImported(int records) {}
