package nl.tec.reach;

/**
 * Distinct children who signed up themselves and came (rules 2.5).
 *
 * @param ofAge those of the ages that were asked for
 * @param all every age, also of who gave none
 */
public record ChildrenReach(long ofAge, long all) {}
