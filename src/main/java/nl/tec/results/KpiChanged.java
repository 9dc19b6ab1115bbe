package nl.tec.results;

/** The event that the definition or the targets of a KPI changed. */
public record KpiChanged(String code) {}
