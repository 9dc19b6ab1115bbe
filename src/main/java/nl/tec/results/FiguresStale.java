package nl.tec.results;

import java.util.Set;

/**
 * The event that the inputs of some years have changed, so that their figures must be measured again.
 *
 * @param years the target years
 */
public record FiguresStale(Set<Integer> years) {}
