package nl.tec.web;

/** A step in setting up a hub. @param key the key of its texts: {@code begin.<key>}, {@code .text} and {@code .go} */
public record BeginStep(String key, String href, boolean done) {}
