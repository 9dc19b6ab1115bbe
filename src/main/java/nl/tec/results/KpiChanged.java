package nl.tec.results;

/** Event: the definition of a KPI or its targets were changed. */
public record KpiChanged(String code) {}
