package nl.tec.results;

import java.time.Instant;

/**
 * The event that the job which measures the current figures has finished. What else is counted over all visits follows in turn, so
 * that a job never takes more than one processor from whoever reads a page.
 *
 * @param recent what was counted after this moment need not be counted again
 */
public record CurrentFiguresMeasured(Instant recent) {}
