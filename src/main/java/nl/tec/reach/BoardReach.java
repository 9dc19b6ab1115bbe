package nl.tec.reach;

/** The schools of a school board. @param name empty: the board of these schools is not known */
public record BoardReach(String name, long schools, long schoolsReached, long pupils, long pupilsReached) {}
