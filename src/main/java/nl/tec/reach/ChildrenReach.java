package nl.tec.reach;

/**
 * The number of distinct children who signed up individually and came (rules 2.5).
 *
 * @param ofAge the number in the requested age range
 * @param all the number of any age, including those without one
 */
public record ChildrenReach(long ofAge, long all) {}
