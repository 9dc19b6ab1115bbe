package nl.tec.reach;

import nl.tec.shared.World;

/** The reach of activities of a world. @param schools of which a class came. @param pupils distinct pupils */
public record WorldReach(World world, long schools, long pupils) {}
