package nl.tec.network;

/** Event: a membership or an ambassador began, ended or was removed. */
public record NetworkChanged() {}
