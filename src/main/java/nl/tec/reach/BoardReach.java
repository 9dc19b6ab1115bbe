package nl.tec.reach;

/** Reach in the schools of a school board. @param name empty for schools without a known board */
public record BoardReach(String name, long schools, long schoolsReached, long pupils, long pupilsReached) {}
