package nl.tec.reach;

import java.util.Set;

/**
 * Event: reach was counted again for these school years. Published in the transaction that stores it, also when the numbers came
 * out the same.
 *
 * @param schoolYears by the calendar year in which they start
 */
public record ReachChanged(Set<Integer> schoolYears) {}
