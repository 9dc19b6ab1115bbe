package nl.tec.results;

import java.util.Set;

/**
 * Event: what is counted for these years has changed, so that the figures have to be measured again.
 *
 * @param years of targets
 */
public record FiguresStale(Set<Integer> years) {}
