package nl.tec.hub;

/** The event that a new hub was named on its first-run page, published in that transaction. Not published for the demo hub. */
public record HubBegun() {}
