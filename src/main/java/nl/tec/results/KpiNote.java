package nl.tec.results;

import java.time.Instant;

/** The note of the board about a KPI in a year. @param by the name of who wrote it; empty when the account is gone */
public record KpiNote(String words, Instant at, String by) {}
