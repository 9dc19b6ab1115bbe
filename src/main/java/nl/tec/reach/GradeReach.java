package nl.tec.reach;

/**
 * The reach of a group or year of study in a band.
 *
 * @param grade the group in which a cohort counts
 * @param pupils the number of enrolled pupils
 */
public record GradeReach(int grade, long pupils, long reached) {}
