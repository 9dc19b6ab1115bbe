package nl.tec.organisations;

/** Event: the exam candidates of secondary schools have become others by an import. */
public record ExamsImported() {}
