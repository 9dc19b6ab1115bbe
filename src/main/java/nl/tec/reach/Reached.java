package nl.tec.reach;

/**
 * Pupils who came with their class.
 *
 * @param pupils distinct pupils, by rules 2.2 to 2.4
 * @param visits attendances of class parts behind it
 */
public record Reached(long pupils, long visits) {}
