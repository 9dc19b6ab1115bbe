package nl.tec.reach;

import nl.tec.shared.World;

/** The reach of a world's activities. @param schools the number of schools with a class that came. @param pupils distinct pupils */
public record WorldReach(World world, long schools, long pupils) {}
