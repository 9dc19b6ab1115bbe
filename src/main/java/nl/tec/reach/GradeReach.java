package nl.tec.reach;

/**
 * A group or year of study of a band.
 *
 * @param grade the group in which a cohort counts
 * @param pupils enrolled
 */
public record GradeReach(int grade, long pupils, long reached) {}
