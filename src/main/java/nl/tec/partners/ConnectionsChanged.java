package nl.tec.partners;

/** Published when the connected organisations or ambassadors may have changed. */
public record ConnectionsChanged() {}
