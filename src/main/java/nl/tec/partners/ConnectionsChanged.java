package nl.tec.partners;

/** Event: a membership or an ambassador began or ended. */
public record ConnectionsChanged() {}
