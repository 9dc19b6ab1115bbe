package nl.tec.results;

import java.time.Instant;

/** A note of the board about a KPI in a year. @param by the name of the author; empty if the account was removed */
public record KpiNote(String words, Instant at, String by) {}
