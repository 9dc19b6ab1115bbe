package nl.tec.organisations;

/** Published when an import has changed the exam candidates of secondary schools. */
public record ExamsImported() {}
