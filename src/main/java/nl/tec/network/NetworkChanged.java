package nl.tec.network;

/** Event: a membership or an ambassador began or ended. */
public record NetworkChanged() {}
