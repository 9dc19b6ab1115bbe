package nl.tec.reach;

import java.util.Set;

/**
 * The event that reach was recomputed for some school years. Published in the transaction that stores it, even if no number
 * changed.
 *
 * @param schoolYears the calendar years in which they start
 */
public record ReachChanged(Set<Integer> schoolYears) {}
