package nl.tec.hub;

/** A new hub was named, by its first-run page; published in that transaction. The demo hub is not begun this way. */
public record HubBegun() {}
