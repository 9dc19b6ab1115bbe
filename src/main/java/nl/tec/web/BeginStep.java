package nl.tec.web;

/** Something to do for a new hub. @param key of its texts: {@code begin.<key>}, {@code .text} and {@code .go} */
public record BeginStep(String key, String href, boolean done) {}
